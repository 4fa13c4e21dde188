using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>A message to send.</summary>
/// <param name="Text">What the person wrote, 1 to <see cref="ChatOptions.MaxMessageLength"/> characters.</param>
/// <param name="ConversationId">Where it goes; null makes a conversation.</param>
/// <param name="ParentId">The message it follows; null follows the last one of the active path.</param>
/// <param name="ClientMessageId">The sender's own id: the same one never makes two messages. At most 64 characters.</param>
/// <param name="ModelKey">The model to ask; null asks the default one.</param>
/// <param name="Temperature">Sampling temperature from 0 to 2; null leaves it to the model.</param>
/// <param name="MaxOutputTokens">Most tokens the reply may have; null takes the configured limit.</param>
/// <param name="Opening">How a conversation that this message makes is held; of no effect on one that exists.</param>
/// <param name="FileIds">The sender's files that go with it, at most <c>Files:MaxPerMessage</c>.</param>
public sealed record SendMessageInput(
    string? Text, Guid? ConversationId = null, Guid? ParentId = null, string? ClientMessageId = null, string? ModelKey = null,
    double? Temperature = null, int? MaxOutputTokens = null, ConversationOpening? Opening = null,
    IReadOnlyList<Guid>? FileIds = null);

/// <summary>What sending made, or made before with the same client message id.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="RunId">The run that writes the reply.</param>
/// <param name="UserMessageId">The person's message.</param>
/// <param name="MessageId">The reply.</param>
/// <param name="Status">Where the reply stands.</param>
/// <param name="Wait">Its place in line when it was accepted; none when it was accepted before.</param>
public sealed record SendReceipt(
    Guid ConversationId, Guid RunId, Guid UserMessageId, Guid MessageId, MessageStatus Status, QueueWait Wait = default)
{
    /// <summary>The receipt of a job that was just stored.</summary>
    internal static SendReceipt Of(GenerationJob job, QueueWait wait) =>
        new(job.ConversationId, job.RunId, job.UserMessageId, job.MessageId, MessageStatus.Queued, wait);
}

/// <summary>
/// Accepts a message: one transaction stores the message, the reply that is to be written and its job. What is accepted survives a
/// restart; what is refused leaves nothing behind.
/// </summary>
public sealed class SendMessage(
    IDbContextFactory<AppDbContext> contexts, SendRules rules, ModelAccess access, JobAdmission admission, AttachFiles attach, FileWaits fileWaits,
    AnnounceJob announceJob, TimeProvider time)
{
    private static Error Reused { get; } = new(
        "client_message_id_reused", "Another message was already sent with this client_message_id. Use a new one for each message.", ErrorKind.Conflict);

    /// <summary>Sends.</summary>
    public async Task<Result<SendReceipt>> RunAsync(Guid ownerId, SendMessageInput input, CancellationToken cancellationToken)
    {
        var checkedInput = rules.Check(input);
        if (!checkedInput.Succeeded)
        {
            return await AcceptedBeforeAsync(ownerId, input, cancellationToken) ?? checkedInput.Error;
        }

        if (input.ModelKey is not null && await access.RefusalAsync(ownerId, input.ModelKey, cancellationToken) is { } refused)
        {
            return await AcceptedBeforeAsync(ownerId, input, cancellationToken) ?? refused;
        }

        var message = checkedInput.Value with { ModelKey = await access.AllowedAsync(ownerId, checkedInput.Value.ModelKey, cancellationToken) };
        try
        {
            return await StoreAsync(ownerId, message, cancellationToken);
        }
        catch (DbUpdateException) when (message.ClientMessageId is not null)
        {
            // The same client message id was stored by a request that ran beside this one. Anything else fails again below.
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await FindEarlierAsync(db, ownerId, message.ClientMessageId, message.RequestHash, cancellationToken)
                ?? (await IsStoredAsync(db, ownerId, message, cancellationToken) ? Reused : await StoreAsync(ownerId, message, cancellationToken));
        }
    }

    /// <summary>What a refused message made when it was sent before: rules and models may have changed since, and it must not be sent a second time.</summary>
    private async Task<Result<SendReceipt>?> AcceptedBeforeAsync(Guid ownerId, SendMessageInput input, CancellationToken cancellationToken)
    {
        if (input.ClientMessageId is not { Length: > 0 } clientId)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindEarlierAsync(db, ownerId, clientId, SendRules.HashOf(input), cancellationToken) is { Succeeded: true } earlier ? earlier : (Result<SendReceipt>?)null;
    }

    private async Task<Result<SendReceipt>> StoreAsync(Guid ownerId, AcceptableMessage input, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await FindEarlierAsync(db, ownerId, input.ClientMessageId, input.RequestHash, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var admitted = await admission.RunAsync(db, ownerId, input.ConversationId, cancellationToken);
        if (!admitted.Succeeded)
        {
            return admitted.Error;
        }

        var now = time.GetUtcNow();
        var place = await MessageTree.PlaceAsync(db, ownerId, input, now, cancellationToken);
        if (!place.Succeeded)
        {
            return place.Error;
        }

        var (conversationId, parentId, firstSeq) = place.Value;
        var question = new Message
        {
            Id = Guid.CreateVersion7(now),
            ConversationId = conversationId,
            OwnerId = ownerId,
            ParentId = parentId,
            Seq = firstSeq,
            OnActivePath = true,
            Role = MessageRole.User,
            Status = MessageStatus.Complete,
            Text = input.Text,
            ClientMessageId = input.ClientMessageId,
            ClientRequestHash = input.RequestHash,
            CreatedAt = now,
            CompletedAt = now,
        };
        var (reply, job) = QueuedReply.To(question, firstSeq + 1, input.ModelKey, now);
        job.Temperature = input.Temperature;
        job.MaxOutputTokens = input.MaxOutputTokens;
        (job.Priority, job.WaitsForFilesUntil) = admitted.Value;
        db.AddRange(question, reply, job);
        var attached = await attach.RunAsync(db, question, input.FileIds, cancellationToken);
        if (!attached.Succeeded)
        {
            return attached.Error;
        }

        if (attached.Value)
        {
            job.WaitsForFilesUntil = fileWaits.Until(now);
        }

        await db.SaveChangesAsync(cancellationToken);
        await db.JoinQueueAsync(ownerId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return SendReceipt.Of(job, await announceJob.RunAsync(job, cancellationToken));
    }

    private static async Task<Result<SendReceipt>?> FindEarlierAsync(
        AppDbContext db, Guid ownerId, string? clientMessageId, string? requestHash, CancellationToken cancellationToken)
    {
        if (clientMessageId is null)
        {
            return null;
        }

        var earlier = await (
            from question in db.Messages.AsNoTracking().Owned(ownerId)
            where question.ClientMessageId == clientMessageId
            join reply in db.Messages on question.Id equals reply.ParentId
            join job in db.Jobs on reply.Id equals job.MessageId
            orderby job.Seq
            select new { question.ClientRequestHash, Job = job, reply.Status })
            .FirstOrDefaultAsync(cancellationToken);
        if (earlier is null)
        {
            return null;
        }

        return string.Equals(earlier.ClientRequestHash, requestHash, StringComparison.Ordinal)
            ? SendReceipt.Of(earlier.Job, default) with { Status = earlier.Status }
            : Reused;
    }

    /// <summary>Whether a message with the same client message id is there, whose job is so old that it was cleaned away.</summary>
    private static Task<bool> IsStoredAsync(AppDbContext db, Guid ownerId, AcceptableMessage input, CancellationToken cancellationToken) =>
        db.Messages.Owned(ownerId).AnyAsync(m => m.ClientMessageId == input.ClientMessageId, cancellationToken);
}
