using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>What to answer again.</summary>
/// <param name="MessageId">The reply.</param>
/// <param name="ModelKey">The model to ask; null asks the same one, or the default one when that is gone.</param>
/// <param name="Temperature">Sampling temperature from 0 to 2; null leaves it to the model.</param>
/// <param name="MaxOutputTokens">Most tokens the reply may have; null takes the configured limit.</param>
public sealed record RegenerateReplyInput(Guid MessageId, string? ModelKey = null, double? Temperature = null, int? MaxOutputTokens = null);

/// <summary>
/// Asks the same question again, because the reply failed or because another one is wanted: the new reply is a sibling of the old one,
/// which stays in the tree but leaves the active path.
/// </summary>
public sealed class RegenerateReply(
    IDbContextFactory<AppDbContext> contexts, IModelCatalogue models, ModelAccess access, JobAdmission admission, AnnounceJob announceJob, TimeProvider time)
{
    /// <summary>Queues a new reply.</summary>
    public async Task<Result<SendReceipt>> RunAsync(Guid ownerId, RegenerateReplyInput input, CancellationToken cancellationToken)
    {
        if (ConversationRules.CheckParameters(input.Temperature, input.MaxOutputTokens) is { } wrong)
        {
            return wrong;
        }

        if (input.ModelKey is not null && models.Find(input.ModelKey) is null)
        {
            return SendRules.ModelUnknown;
        }

        if (input.ModelKey is not null && await access.RefusalAsync(ownerId, input.ModelKey, cancellationToken) is { } refused)
        {
            return refused;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var old = await db.MessagesOf(ownerId).AsNoTracking()
            .SingleOrDefaultAsync(m => m.Id == input.MessageId && m.Role == MessageRole.Assistant, cancellationToken);
        if (old?.ParentId is not { } questionId)
        {
            return Error.NotFound("reply");
        }

        if (old.IsRunning)
        {
            return MessageTree.ReplyRunning;
        }

        var admitted = await admission.RunAsync(db, ownerId, old.ConversationId, cancellationToken);
        if (!admitted.Succeeded)
        {
            return admitted.Error;
        }

        var question = await db.Messages.AsNoTracking().SingleAsync(m => m.Id == questionId, cancellationToken);
        var now = time.GetUtcNow();
        var seq = await MessageTree.ReserveAsync(db, old.ConversationId, count: 1, now, cancellationToken);
        await MessageTree.ActivateAsync(db, question, cancellationToken);
        var model = input.ModelKey ?? await access.AllowedAsync(
            ownerId, old.ModelKey is { } used && models.Find(used) is not null ? used : models.Default.Key, cancellationToken);
        var (reply, job) = QueuedReply.To(question, seq, model, now);
        job.Temperature = input.Temperature;
        job.MaxOutputTokens = input.MaxOutputTokens;
        (job.Priority, job.WaitsForFilesUntil) = admitted.Value;
        db.AddRange(reply, job);
        await db.SaveChangesAsync(cancellationToken);
        await db.JoinQueueAsync(ownerId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return SendReceipt.Of(job, await announceJob.RunAsync(job, cancellationToken));
    }
}
