using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>
/// Deletes a conversation: stops what runs in it, ends its links and hides it at once. It can be brought back, without the links, until <see cref="PurgeConversations"/> removes it
/// with everything that hangs on it.
/// </summary>
public sealed class DeleteConversation(
    IDbContextFactory<AppDbContext> contexts, StopRun stopRun, ConversationChanges changes, AuditTrail audit, TimeProvider time)
{
    /// <summary>Deletes it.</summary>
    /// <returns>The identifier, or <em>not found</em>.</returns>
    public async Task<Result<Guid>> RunAsync(Guid ownerId, Guid conversationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var deleted = await db.Conversations.Owned(ownerId).Where(c => c.Id == conversationId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.DeletedAt, now), cancellationToken);
        if (deleted == 0)
        {
            return Error.NotFound("conversation");
        }

        await db.Shares.Where(s => s.ConversationId == conversationId).ExecuteDeleteAsync(cancellationToken);
        audit.Add(db, new(AuditActions.ConversationDeleted, PublicId.Format(PublicId.Session, conversationId)));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        // Hidden first: nobody can send into it while its runs are stopped.
        changes.Publish(ownerId, conversationId);
        await stopRun.RunAsync(ownerId, new(ConversationId: conversationId), cancellationToken);
        return conversationId;
    }
}
