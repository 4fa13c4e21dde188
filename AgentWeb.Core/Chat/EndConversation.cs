using AgentWeb.Core.Chat.Background;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>
/// Ends a conversation: it takes no message any more, and a summary of it is written in the background. Ending it again is harmless.
/// </summary>
public sealed class EndConversation(
    IDbContextFactory<AppDbContext> contexts, RunRegistry registry, IModelCatalogue models, ModelAccess access, QueueSignal signal, ConversationChanges changes,
    TimeProvider time)
{
    /// <summary>Ends it.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="conversationId">The conversation; it needs a message and nothing that runs.</param>
    /// <param name="patience">How long to wait for the summary; what takes longer is written all the same.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The summary; null while it is not written.</returns>
    public async Task<Result<EndReceipt>> RunAsync(Guid ownerId, Guid conversationId, TimeSpan patience, CancellationToken cancellationToken)
    {
        var stored = await StoreAsync(ownerId, conversationId, cancellationToken);
        if (!stored.Succeeded)
        {
            return stored.Error;
        }

        if (stored.Value is { } job)
        {
            var run = registry.GetOrAdd(RunIdentity.From(job));
            signal.Set();
            changes.Publish(ownerId, conversationId);
            try
            {
                await run.Ended.WaitAsync(patience, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // It is written all the same; whoever asked is not kept longer.
            }
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Conversations.AsNoTracking().Where(c => c.Id == conversationId)
            .Select(c => new EndReceipt(c.Id, c.Summary)).SingleAsync(cancellationToken);
    }

    /// <summary>Marks it as ended and queues the summary; null when it had ended before.</summary>
    private async Task<Result<GenerationJob?>> StoreAsync(Guid ownerId, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();

        // The update comes first: it locks the conversation against messages that are sent meanwhile.
        var ended = await db.Conversations.Owned(ownerId).Where(c => c.Id == conversationId && c.EndedAt == null && c.MessageCount > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedAt, now).SetProperty(c => c.Summary, (string?)null), cancellationToken);
        if (ended == 0)
        {
            return await db.Conversations.Owned(ownerId).AnyAsync(c => c.Id == conversationId && c.EndedAt != null, cancellationToken)
                ? (GenerationJob?)null
                : Error.NotFound("conversation");
        }

        if (await db.Jobs.OfReplies().AnyAsync(
            j => j.ConversationId == conversationId && (j.State == JobState.Queued || j.State == JobState.Running), cancellationToken))
        {
            return MessageTree.ReplyRunning;
        }

        var last = await db.Messages.AsNoTracking().Where(m => m.ConversationId == conversationId && m.OnActivePath)
            .OrderByDescending(m => m.Seq).FirstAsync(cancellationToken);
        var model = await access.AllowedAsync(
            ownerId, last.ModelKey is { } used && models.Find(used) is not null ? used : models.Default.Key, cancellationToken);
        var job = BackgroundJob.About(last, last.ParentId ?? last.Id, model, JobKind.Summary, now);
        db.Jobs.Add(job);
        await db.SaveChangesAsync(cancellationToken);
        await db.JoinQueueAsync(ownerId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return job;
    }
}

/// <summary>A conversation that was ended.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Summary">Its summary in Markdown; null while it is being written.</param>
public sealed record EndReceipt(Guid ConversationId, string? Summary);
