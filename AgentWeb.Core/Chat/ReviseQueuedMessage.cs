using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>
/// Changes a message that still waits to go out. Nobody has answered it, so it is changed where it stands and keeps its place in line.
/// </summary>
public sealed class ReviseQueuedMessage(IDbContextFactory<AppDbContext> contexts, SendRules rules, ConversationChanges changes)
{
    /// <summary>Changes it.</summary>
    /// <returns>False when it does not wait (any more), or was answered before; nothing is changed then.</returns>
    public async Task<Result<bool>> RunAsync(Guid ownerId, Guid messageId, string? newText, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // Writing to the job, though nothing changes in it, holds its row: no worker takes it before the new text is stored.
        var waits = await db.Jobs.Owned(ownerId)
            .Where(j => j.UserMessageId == messageId && j.State == JobState.Queued && j.Kind == JobKind.Reply)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.WaitingSince, j => j.WaitingSince), cancellationToken);
        if (waits == 0 || await db.Messages.AnyAsync(m => m.ParentId == messageId && m.Status != MessageStatus.Queued, cancellationToken))
        {
            return false;
        }

        // Only now: what does not wait may be a reply, which may be longer than a message.
        var text = rules.CheckText(newText);
        if (!text.Succeeded)
        {
            return text.Error;
        }

        await db.Messages.Where(m => m.Id == messageId)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Text, text.Value), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var conversationId = await db.Messages.Where(m => m.Id == messageId).Select(m => m.ConversationId).SingleAsync(cancellationToken);
        changes.Publish(ownerId, conversationId);
        return true;
    }
}
