using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>
/// Deletes a message with everything below it; what runs there is stopped first. Where it was on the active path, its newest sibling
/// takes its place, or the path ends at its parent.
/// </summary>
public sealed class DeleteMessage(IDbContextFactory<AppDbContext> contexts, StopRun stopRun, ConversationChanges changes)
{
    /// <summary>Deletes it.</summary>
    /// <returns>The conversation; <c>not_found</c>, or <c>stop_pending</c> when another node still writes below it.</returns>
    public async Task<Result<Guid>> RunAsync(Guid ownerId, Guid messageId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var message = await db.MessagesOf(ownerId).AsNoTracking().SingleOrDefaultAsync(m => m.Id == messageId, cancellationToken);
        if (message is null)
        {
            return Error.NotFound("message");
        }

        if (!await StopBelowAsync(db, ownerId, message, cancellationToken))
        {
            return StopRun.Pending;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // The update comes first: it locks the conversation against messages that are sent meanwhile.
        await db.Conversations.Where(c => c.Id == message.ConversationId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.MessageCount, c => c.MessageCount), cancellationToken);
        var subtree = await SubtreeAsync(db, message, cancellationToken);
        await db.Jobs.Where(j => subtree.Contains(j.MessageId)).ExecuteDeleteAsync(cancellationToken);
        var deleted = await db.Messages.Where(m => subtree.Contains(m.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.Conversations.Where(c => c.Id == message.ConversationId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.MessageCount, c => c.MessageCount - deleted), cancellationToken);
        if (message.OnActivePath)
        {
            await ActivateSiblingAsync(db, message, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        changes.Publish(ownerId, message.ConversationId);
        return message.ConversationId;
    }

    private async Task<bool> StopBelowAsync(AppDbContext db, Guid ownerId, Message message, CancellationToken cancellationToken)
    {
        var subtree = await SubtreeAsync(db, message, cancellationToken);
        var runs = await db.Jobs.AsNoTracking()
            .Where(j => subtree.Contains(j.MessageId) && (j.State == JobState.Queued || j.State == JobState.Running))
            .Select(j => j.RunId).ToListAsync(cancellationToken);
        var stopped = true;
        foreach (var run in runs)
        {
            stopped &= (await stopRun.RunAsync(ownerId, new(RunId: run), cancellationToken)).Error != StopRun.Pending;
        }

        return stopped;
    }

    /// <summary>The message and everything below it. Numbers grow along a path, so nothing before it has to be looked at.</summary>
    private static async Task<HashSet<Guid>> SubtreeAsync(AppDbContext db, Message root, CancellationToken cancellationToken)
    {
        var subtree = new HashSet<Guid> { root.Id };
        var later = db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == root.ConversationId && m.Seq > root.Seq)
            .OrderBy(m => m.Seq).Select(m => new { m.Id, m.ParentId }).AsAsyncEnumerable();
        await foreach (var candidate in later.WithCancellation(cancellationToken))
        {
            if (candidate.ParentId is { } parent && subtree.Contains(parent))
            {
                subtree.Add(candidate.Id);
            }
        }

        return subtree;
    }

    private static async Task ActivateSiblingAsync(AppDbContext db, Message deleted, CancellationToken cancellationToken)
    {
        var sibling = await db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == deleted.ConversationId && m.ParentId == deleted.ParentId && m.Role == deleted.Role)
            .OrderByDescending(m => m.Seq).FirstOrDefaultAsync(cancellationToken);
        if (sibling is not null)
        {
            await MessageTree.ActivateAsync(db, await MessageTree.NewestBelowAsync(db, sibling, cancellationToken), cancellationToken);
        }
    }
}
