using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Telemetry;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>What to go on with.</summary>
/// <param name="MessageId">The reply.</param>
/// <param name="Temperature">Sampling temperature from 0 to 2; null leaves it to the model.</param>
/// <param name="MaxOutputTokens">Most tokens of the new segment; null takes the configured limit.</param>
public sealed record ContinueReplyInput(Guid MessageId, double? Temperature = null, int? MaxOutputTokens = null);

/// <summary>
/// Goes on with a reply that stopped, broke off or reached its length limit. What comes is a further segment of the same message; the
/// model gets the text as it stands.
/// </summary>
public sealed class ContinueReply(
    IDbContextFactory<AppDbContext> contexts, IModelCatalogue models, ModelAccess access, JobAdmission admission, AnnounceJob announceJob,
    RecordProductEvent productEvents, TimeProvider time)
{
    private static Error NothingToContinue { get; } = new(
        "nothing_to_continue",
        "There is nothing to go on with: only a reply that has text and was stopped, broke off or reached its length limit can be continued.",
        ErrorKind.Conflict);

    /// <summary>Queues the continuation.</summary>
    public async Task<Result<SendReceipt>> RunAsync(Guid ownerId, ContinueReplyInput input, CancellationToken cancellationToken)
    {
        if (ConversationRules.CheckParameters(input.Temperature, input.MaxOutputTokens) is { } wrong)
        {
            return wrong;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var reply = await db.MessagesOf(ownerId)
            .SingleOrDefaultAsync(m => m.Id == input.MessageId && m.Role == MessageRole.Assistant, cancellationToken);
        if (reply?.ParentId is not { } questionId)
        {
            return Error.NotFound("reply");
        }

        if (reply.IsRunning)
        {
            return MessageTree.ReplyRunning;
        }

        if (!reply.CanContinue)
        {
            return NothingToContinue;
        }

        var admitted = await admission.RunAsync(db, ownerId, reply.ConversationId, cancellationToken);
        if (!admitted.Succeeded)
        {
            return admitted.Error;
        }

        // The status it leaves is part of the condition: of two who press at once one wins.
        var left = reply.Status;
        var won = await db.Messages.Where(m => m.Id == reply.Id && m.Status == left)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(m => m.Status, MessageStatus.Queued)
                    .SetProperty(m => m.FinishReason, (string?)null)
                    .SetProperty(m => m.ErrorCode, (string?)null)
                    .SetProperty(m => m.ErrorMessage, (string?)null),
                cancellationToken);
        if (won == 0)
        {
            return MessageTree.ReplyRunning;
        }

        var model = await access.AllowedAsync(
            ownerId, reply.ModelKey is { } used && models.Find(used) is not null ? used : models.Default.Key, cancellationToken);
        var job = JobFor(reply, questionId, model, input);
        (job.Priority, job.WaitsForFilesUntil) = admitted.Value;
        db.Jobs.Add(job);
        db.Entry(reply).State = EntityState.Detached;
        await db.SaveChangesAsync(cancellationToken);
        await MessageTree.ActivateAsync(db, reply, cancellationToken);
        await db.JoinQueueAsync(ownerId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        await productEvents.RunAsync(ownerId, "gen.continue_clicked", reply.Text.Length, cancellationToken);
        return SendReceipt.Of(job, await announceJob.RunAsync(job, cancellationToken));
    }

    private GenerationJob JobFor(Message reply, Guid questionId, string modelKey, ContinueReplyInput input)
    {
        var now = time.GetUtcNow();
        return new()
        {
            RunId = Guid.CreateVersion7(now),
            OwnerId = reply.OwnerId,
            ConversationId = reply.ConversationId,
            UserMessageId = questionId,
            MessageId = reply.Id,
            Kind = JobKind.Continuation,
            ContinuesFrom = reply.Text.Length,
            ModelKey = modelKey,
            Temperature = input.Temperature,
            MaxOutputTokens = input.MaxOutputTokens,
            EnqueuedAt = now,
            WaitingSince = now,
        };
    }
}
