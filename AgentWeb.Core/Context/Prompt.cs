using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Context;

/// <summary>What the model gets.</summary>
/// <param name="Messages">Oldest first; the person's text is last, verbatim. A continuation has the partial reply and its instruction behind it.</param>
/// <param name="EstimatedTokens">Their size.</param>
public sealed record Prompt(IReadOnlyList<ChatMessage> Messages, int EstimatedTokens)
{
    /// <summary>The text that is gone on from; empty for a reply from its beginning.</summary>
    public string PartialReply { get; init; } = "";

    /// <summary>The passages of files that the reply may refer to, by their numbers.</summary>
    public IReadOnlyList<GivenPassage> Sources { get; init; } = [];

    /// <summary>What the text that is gone on from refers to already, by the same numbers.</summary>
    public IReadOnlyList<Citation> Cited { get; init; } = [];
}
