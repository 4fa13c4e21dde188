using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>
/// Asks the same question again: the new reply is a sibling of the old one, which stays in the tree but leaves the active path.
/// </summary>
public sealed class RetryReply(
    IDbContextFactory<AppDbContext> contexts, IModelCatalogue models, QueueLimit queueLimit, AnnounceJob announceJob, TimeProvider time)
{
    /// <summary>Queues a new reply.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="messageId">The reply that failed, broke off or was stopped.</param>
    /// <param name="modelKey">The model to ask; null asks the same one, or the default one when that is gone.</param>
    /// <param name="cancellationToken">Ends the work; nothing is stored then.</param>
    public async Task<Result<SendReceipt>> RunAsync(Guid ownerId, Guid messageId, string? modelKey, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var old = await db.Messages.AsNoTracking().Owned(ownerId)
            .SingleOrDefaultAsync(m => m.Id == messageId && m.Role == MessageRole.Assistant, cancellationToken);
        if (old?.ParentId is not { } questionId)
        {
            return Error.NotFound("reply");
        }

        if (old.Status is MessageStatus.Queued or MessageStatus.Processing or MessageStatus.Streaming)
        {
            return new Error("reply_running", "This reply is still being written. Stop it first.", ErrorKind.Conflict);
        }

        if (modelKey is not null && models.Find(modelKey) is null)
        {
            return new Error("model_unknown", "There is no such model. Choose one from the list of models.");
        }

        if (await queueLimit.CheckAsync(db, ownerId, cancellationToken) is { } full)
        {
            return full;
        }

        var model = modelKey ?? (old.ModelKey is { } used && models.Find(used) is not null ? used : models.Default.Key);
        var now = time.GetUtcNow();
        var (reply, job) = await AddSiblingAsync(db, old, questionId, model, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        announceJob.Run(job);
        return new SendReceipt(job.ConversationId, job.RunId, questionId, reply.Id, reply.Status);
    }

    private static async Task<QueuedReply> AddSiblingAsync(
        AppDbContext db, Message old, Guid questionId, string modelKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.Conversations.Where(c => c.Id == old.ConversationId)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(c => c.LastSeq, c => c.LastSeq + 1)
                    .SetProperty(c => c.MessageCount, c => c.MessageCount + 1)
                    .SetProperty(c => c.LastActiveAt, now),
                cancellationToken);
        var seq = await db.Conversations.Where(c => c.Id == old.ConversationId).Select(c => c.LastSeq).SingleAsync(cancellationToken);
        var question = await db.Messages.AsNoTracking().SingleAsync(m => m.Id == questionId, cancellationToken);
        await MessageTree.ActivateAsync(db, question, cancellationToken);

        var queued = QueuedReply.To(question, seq, modelKey, now);
        db.AddRange(queued.Reply, queued.Job);
        await db.SaveChangesAsync(cancellationToken);
        return queued;
    }
}
