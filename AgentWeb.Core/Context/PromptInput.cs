using AgentWeb.Core.Conversations;
using AgentWeb.Core.Models;

namespace AgentWeb.Core.Context;

/// <summary>What a prompt is built for.</summary>
/// <param name="OwnerId">Whose conversation it is.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="ReplyId">The reply that will be written; its ancestors are sent.</param>
/// <param name="Model">The model, whose context window is the limit.</param>
/// <param name="OutputTokens">Tokens to leave free for the reply.</param>
/// <param name="Settings">How the conversation is held; what the model is told first comes from here.</param>
public sealed record PromptInput(
    Guid OwnerId, Guid ConversationId, Guid ReplyId, ModelDescriptor Model, int OutputTokens, ConversationSettings Settings)
{
    /// <summary>The reply has text that is to be gone on from: it and the instruction to do so come last.</summary>
    public bool Continuing { get; init; }
}
