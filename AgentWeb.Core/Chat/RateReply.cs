using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>What a reader thinks of a reply; it takes the place of what they said before.</summary>
/// <param name="MessageId">The reply.</param>
/// <param name="Feedback">Their opinion; null takes it back.</param>
/// <param name="Note">What they have to say, at most <see cref="Message.MaxFeedbackNoteLength"/> characters; null or empty for nothing.</param>
public sealed record RateReplyInput(Guid MessageId, MessageFeedback? Feedback, string? Note = null);

/// <summary>Keeps what the owner of a conversation thinks of a reply in it.</summary>
public sealed class RateReply(IDbContextFactory<AppDbContext> contexts, ConversationChanges changes)
{
    /// <summary>Keeps it.</summary>
    /// <returns>The conversation.</returns>
    public async Task<Result<Guid>> RunAsync(Guid ownerId, RateReplyInput input, CancellationToken cancellationToken)
    {
        var note = string.IsNullOrWhiteSpace(input.Note) ? null : input.Note.Trim();
        if (note?.Length > Message.MaxFeedbackNoteLength)
        {
            return new Error("note_too_long", $"A note has at most {Message.MaxFeedbackNoteLength} characters.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var reply = db.MessagesOf(ownerId).Where(m => m.Id == input.MessageId && m.Role == MessageRole.Assistant);
        var conversationId = await reply.Select(m => (Guid?)m.ConversationId).SingleOrDefaultAsync(cancellationToken);
        if (conversationId is not { } conversation)
        {
            return Error.NotFound("reply");
        }

        await reply.ExecuteUpdateAsync(
            set => set.SetProperty(m => m.Feedback, input.Feedback).SetProperty(m => m.FeedbackNote, note), cancellationToken);
        changes.PublishMessage(ownerId, conversation, input.MessageId);
        return conversation;
    }
}
