using AgentWeb.Core.Conversations;

namespace AgentWeb.Core.Search;

/// <summary>A conversation that was found.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Title">Its title, with the words marked.</param>
/// <param name="Snippet">The newest message that was found, around the words; empty when only the title was.</param>
/// <param name="MessageId">That message; null when only the title was found.</param>
/// <param name="At">When that message was accepted, or when something last happened in the conversation.</param>
public sealed record FoundConversation(
    ConversationSummary Conversation, IReadOnlyList<SnippetPiece> Title, IReadOnlyList<SnippetPiece> Snippet, Guid? MessageId, DateTimeOffset At);
