using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Chat.Background;

/// <summary>A short text about a conversation that a model writes in the background.</summary>
internal interface IBackgroundText
{
    /// <summary>The kind of job that writes it.</summary>
    JobKind Kind { get; }

    /// <summary>Most tokens of it.</summary>
    int MaxOutputTokens { get; }

    /// <summary>What the model is asked.</summary>
    Task<IReadOnlyList<ChatMessage>> PromptAsync(RunIdentity run, ModelDescriptor model, CancellationToken cancellationToken);

    /// <summary>The text where there is no language model to ask.</summary>
    Task<string> WithoutModelAsync(RunIdentity run, CancellationToken cancellationToken);

    /// <summary>Stores what was written; twice is harmless.</summary>
    Task StoreAsync(RunIdentity run, string written, CancellationToken cancellationToken);

    /// <summary>The model did not write it and is not asked again.</summary>
    Task FailedAsync(RunIdentity run, CancellationToken cancellationToken);
}
