using AgentWeb.Core.Context.Citations;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>Takes the last continuation away from a reply, which is then as it was before.</summary>
public sealed class RemoveLastSegment(IDbContextFactory<AppDbContext> contexts, ConversationChanges changes)
{
    private static Error OnlyOneSegment { get; } = new(
        "only_segment", "This reply was not continued, so there is no continuation to remove. Delete the message instead.", ErrorKind.Conflict);

    /// <summary>Removes it.</summary>
    /// <returns>The reply as it is now.</returns>
    public async Task<Result<Message>> RunAsync(Guid ownerId, Guid messageId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var reply = await db.MessagesOf(ownerId)
            .SingleOrDefaultAsync(m => m.Id == messageId && m.Role == MessageRole.Assistant, cancellationToken);
        if (reply is null)
        {
            return Error.NotFound("reply");
        }

        if (reply.IsRunning)
        {
            return MessageTree.ReplyRunning;
        }

        if (reply.Segments.Count < 2)
        {
            return OnlyOneSegment;
        }

        var (removed, last) = (reply.Segments[^1], reply.Segments[^2]);
        reply.Text = reply.Text[..removed.Start];
        reply.Citations = SupportedCitations.StillIn(reply.Text, reply.Citations);
        reply.Segments = [.. reply.Segments.SkipLast(1)];
        reply.Status = last.Status;
        reply.FinishReason = last.FinishReason;
        reply.ErrorCode = last.ErrorCode;
        reply.ErrorMessage = last.ErrorMessage;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        changes.PublishMessage(ownerId, reply.ConversationId, messageId);
        return reply;
    }
}
