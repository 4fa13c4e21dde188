using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Context.Sources;

/// <summary>What a model is given of files.</summary>
/// <param name="Passages">The passages by their numbers.</param>
/// <param name="Message">They and the rest that is said about the files; null when there is nothing to say.</param>
internal sealed record ChosenSources(IReadOnlyList<GivenPassage> Passages, ChatMessage? Message)
{
    /// <summary>There are no files.</summary>
    public static ChosenSources None { get; } = new([], Message: null);

    /// <summary>What the reply refers to already.</summary>
    public IReadOnlyList<Citation> Cited { get; init; } = [];
}
