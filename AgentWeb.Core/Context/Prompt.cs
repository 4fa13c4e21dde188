using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Context;

/// <summary>What the model gets.</summary>
/// <param name="Messages">Oldest first; the person's text is last, verbatim.</param>
/// <param name="EstimatedTokens">Their size.</param>
public sealed record Prompt(IReadOnlyList<ChatMessage> Messages, int EstimatedTokens);
