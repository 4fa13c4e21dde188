using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Context.Citations;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>A message to say differently.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Text">Its new text.</param>
/// <param name="ModelKey">The model that answers an edited question; null asks the one that answered before, or the default one.</param>
public sealed record EditMessageInput(Guid MessageId, string? Text, string? ModelKey = null);

/// <summary>What editing made.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="MessageId">The new message.</param>
/// <param name="Reply">The reply that is being written to an edited question; null when a reply was edited.</param>
public sealed record EditReceipt(Guid ConversationId, Guid MessageId, SendReceipt? Reply);

/// <summary>
/// Edits a message as a sibling: nothing is overwritten. An edited question is answered anew; an edited reply stands as it was
/// written, and the conversation goes on from it.
/// </summary>
public sealed class EditMessage(
    IDbContextFactory<AppDbContext> contexts, SendRules rules, IModelCatalogue models, ModelAccess access, JobAdmission admission, AnnounceJob announceJob,
    ConversationChanges changes, TimeProvider time)
{
    /// <summary>Edits.</summary>
    public async Task<Result<EditReceipt>> RunAsync(Guid ownerId, EditMessageInput input, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var old = await db.MessagesOf(ownerId).AsNoTracking().SingleOrDefaultAsync(m => m.Id == input.MessageId, cancellationToken);
        if (old is null)
        {
            return Error.NotFound("message");
        }

        if (old.IsRunning)
        {
            return MessageTree.ReplyRunning;
        }

        var text = old.Role == MessageRole.User ? rules.CheckText(input.Text) : SendRules.CheckReplyText(input.Text);
        if (!text.Succeeded)
        {
            return text.Error;
        }

        return old.Role == MessageRole.User
            ? await AskAgainAsync(db, transaction, old, text.Value, input.ModelKey, cancellationToken)
            : await RewriteAsync(db, transaction, old, text.Value, cancellationToken);
    }

    private async Task<Result<EditReceipt>> AskAgainAsync(
        AppDbContext db, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, Message old, string text, string? modelKey,
        CancellationToken cancellationToken)
    {
        if (modelKey is not null && models.Find(modelKey) is null)
        {
            return SendRules.ModelUnknown;
        }

        if (modelKey is not null && await access.RefusalAsync(old.OwnerId, modelKey, cancellationToken) is { } refused)
        {
            return refused;
        }

        var admitted = await admission.RunAsync(db, old.OwnerId, old.ConversationId, cancellationToken);
        if (!admitted.Succeeded)
        {
            return admitted.Error;
        }

        var answeredBy = await db.Messages.Where(m => m.ParentId == old.Id && m.ModelKey != null)
            .OrderByDescending(m => m.Seq).Select(m => m.ModelKey).FirstOrDefaultAsync(cancellationToken);
        var model = modelKey ?? await access.AllowedAsync(
            old.OwnerId, answeredBy is not null && models.Find(answeredBy) is not null ? answeredBy : models.Default.Key, cancellationToken);
        var now = time.GetUtcNow();
        var seq = await MessageTree.ReserveAsync(db, old.ConversationId, count: 2, now, cancellationToken) - 1;
        await MessageTree.ActivateParentAsync(db, old, cancellationToken);
        var question = Sibling(old, seq, text, now);
        var (reply, job) = QueuedReply.To(question, seq + 1, model, now);
        (job.Priority, job.WaitsForFilesUntil) = admitted.Value;
        db.AddRange(question, reply, job);
        await AttachFiles.CopyAsync(db, old.Id, question, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.JoinQueueAsync(old.OwnerId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var wait = await announceJob.RunAsync(job, cancellationToken);
        return new EditReceipt(old.ConversationId, question.Id, SendReceipt.Of(job, wait));
    }

    private async Task<Result<EditReceipt>> RewriteAsync(
        AppDbContext db, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, Message old, string text,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var seq = await MessageTree.ReserveAsync(db, old.ConversationId, count: 1, now, cancellationToken);
        await MessageTree.ActivateParentAsync(db, old, cancellationToken);
        var edited = Sibling(old, seq, text, now);
        edited.Status = old.Status is MessageStatus.Error ? MessageStatus.Complete : old.Status;
        edited.FinishReason = old.FinishReason;
        edited.ModelKey = old.ModelKey;
        edited.Citations = SupportedCitations.StillIn(text, old.Citations);
        edited.Segments = [new() { Start = 0, Length = text.Length, Status = edited.Status, FinishReason = edited.FinishReason }];
        db.Add(edited);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        changes.Publish(old.OwnerId, old.ConversationId);
        return new EditReceipt(old.ConversationId, edited.Id, Reply: null);
    }

    private static Message Sibling(Message old, long seq, string text, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ConversationId = old.ConversationId,
        OwnerId = old.OwnerId,
        ParentId = old.ParentId,
        Seq = seq,
        OnActivePath = true,
        Role = old.Role,
        Status = MessageStatus.Complete,
        Text = text,
        CreatedAt = now,
        CompletedAt = now,
    };
}
