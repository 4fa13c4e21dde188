using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>A page of a transcript.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Messages">Messages of the active path, oldest first.</param>
/// <param name="HasOlder">There are messages before the first of these.</param>
/// <param name="HasNewer">There are messages after the last of these.</param>
public sealed record TranscriptPage(
    ConversationSummary Conversation, IReadOnlyList<TranscriptMessage> Messages, bool HasOlder, bool HasNewer = false);

/// <summary>Reads the active path of a conversation in pages, from the end backwards.</summary>
public sealed class ReadTranscript(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Most messages in a page.</summary>
    public const int MaxPageSize = 200;

    /// <summary>Reads a page.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="limit">Most messages, 1 to <see cref="MaxPageSize"/>.</param>
    /// <param name="beforeMessageId">Only messages before this one; null reads the newest.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="from">Reads forwards from this message on, which must be on the active path; null reads backwards.</param>
    public async Task<Result<TranscriptPage>> RunAsync(
        Guid ownerId, Guid conversationId, int limit, Guid? beforeMessageId, CancellationToken cancellationToken, Guid? from = null)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversation = await db.Conversations.AsNoTracking().Owned(ownerId).Where(c => c.Id == conversationId)
            .Summaries(db).SingleOrDefaultAsync(cancellationToken);
        if (conversation is null)
        {
            return Error.NotFound("conversation");
        }

        var path = db.Messages.AsNoTracking().Where(m => m.ConversationId == conversationId && m.OnActivePath);
        var size = Math.Clamp(limit, 1, MaxPageSize);
        if (from is { } first)
        {
            var firstSeq = await path.Where(m => m.Id == first).Select(m => (long?)m.Seq).SingleOrDefaultAsync(cancellationToken);
            return firstSeq is null
                ? Error.NotFound("message")
                : await ReadForwardsAsync(db, conversation, path, firstSeq.Value, size, cancellationToken);
        }

        if (beforeMessageId is { } before)
        {
            var beforeSeq = await db.Messages.AsNoTracking()
                .Where(m => m.Id == before && m.ConversationId == conversationId)
                .Select(m => (long?)m.Seq).SingleOrDefaultAsync(cancellationToken);
            if (beforeSeq is null)
            {
                return Error.NotFound("message");
            }

            path = path.Where(m => m.Seq < beforeSeq);
        }

        var rows = await path.OrderByDescending(m => m.Seq).Take(size + 1).ToListAsync(cancellationToken);
        var hasOlder = rows.Count > size;
        var messages = rows.Take(size).Reverse().Select(ToTranscript).ToList();
        messages = await WithFilesAsync(db, conversationId, messages, cancellationToken);
        messages = await WithSiblingsAsync(db, conversationId, messages, cancellationToken);
        return new TranscriptPage(conversation, await WithRunsAsync(db, messages, cancellationToken), hasOlder);
    }

    private static async Task<Result<TranscriptPage>> ReadForwardsAsync(
        AppDbContext db, ConversationSummary conversation, IQueryable<Message> path, long firstSeq, int size, CancellationToken cancellationToken)
    {
        var rows = await path.Where(m => m.Seq >= firstSeq).OrderBy(m => m.Seq).Take(size + 1).ToListAsync(cancellationToken);
        var messages = await WithFilesAsync(db, conversation.Id, [.. rows.Take(size).Select(ToTranscript)], cancellationToken);
        messages = await WithSiblingsAsync(db, conversation.Id, messages, cancellationToken);
        var hasOlder = await path.AnyAsync(m => m.Seq < firstSeq, cancellationToken);
        return new TranscriptPage(conversation, await WithRunsAsync(db, messages, cancellationToken), hasOlder, rows.Count > size);
    }

    private static TranscriptMessage ToTranscript(Message m) => new()
    {
        Id = m.Id,
        ParentId = m.ParentId,
        Seq = m.Seq,
        Role = m.Role,
        Status = m.Status,
        FinishReason = m.FinishReason,
        Text = m.Text,
        ContentBlocks = m.ContentBlocks,
        Citations = m.Citations,
        Usage = m.Usage,
        ModelKey = m.ModelKey,
        ErrorCode = m.ErrorCode,
        ErrorMessage = m.ErrorMessage,
        CreatedAt = m.CreatedAt,
        Feedback = m.Feedback,
        FeedbackNote = m.FeedbackNote,
        SegmentCount = m.Segments.Count,
    };

    /// <summary>Gives a person's messages the files that went with them.</summary>
    private static async Task<List<TranscriptMessage>> WithFilesAsync(
        AppDbContext db, Guid conversationId, List<TranscriptMessage> messages, CancellationToken cancellationToken)
    {
        var asked = messages.Where(m => m.Role == MessageRole.User).Select(m => m.Id).ToList();
        var files = await db.FilesOfAsync(conversationId, asked, cancellationToken);
        return files.Count == 0 ? messages : messages.ConvertAll(m => files.Contains(m.Id) ? m with { Files = [.. files[m.Id]] } : m);
    }

    /// <summary>Gives messages that have several versions the list of them.</summary>
    private static async Task<List<TranscriptMessage>> WithSiblingsAsync(
        AppDbContext db, Guid conversationId, List<TranscriptMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
        {
            return messages;
        }

        var parents = messages.Where(m => m.ParentId is not null).Select(m => m.ParentId!.Value).ToList();
        var others = messages[0].ParentId is null
            ? db.Messages.Where(m => m.ConversationId == conversationId && (m.ParentId == null || parents.Contains(m.ParentId.Value)))
            : db.Messages.Where(m => m.ParentId != null && parents.Contains(m.ParentId.Value));

        // Naming the conversation where parents suffice would let SQLite read all of it for a page.
        var versions = await others.AsNoTracking().Where(m => !m.OnActivePath)
            .Select(m => new { m.Id, m.ParentId, m.Seq }).ToListAsync(cancellationToken);
        if (versions.Count == 0)
        {
            return messages;
        }

        var versionsOf = versions.ToLookup(v => v.ParentId);
        return messages.ConvertAll(m => versionsOf.Contains(m.ParentId)
            ? m with { Siblings = [.. versionsOf[m.ParentId].Select(v => (v.Id, v.Seq)).Append((m.Id, m.Seq)).OrderBy(v => v.Seq).Select(v => v.Id)] }
            : m);
    }

    /// <summary>Gives running replies their run and the text of its snapshots.</summary>
    private static async Task<List<TranscriptMessage>> WithRunsAsync(
        AppDbContext db, List<TranscriptMessage> messages, CancellationToken cancellationToken)
    {
        var running = messages.Where(m => m.IsRunning).Select(m => m.Id).ToList();
        if (running.Count == 0)
        {
            return messages;
        }

        var jobs = await db.Jobs.AsNoTracking().OfReplies()
            .Where(j => running.Contains(j.MessageId) && (j.State == JobState.Queued || j.State == JobState.Running))
            .Select(j => new { j.Seq, j.RunId, j.MessageId, j.ContinuesFrom }).ToListAsync(cancellationToken);
        var seqs = jobs.ConvertAll(j => j.Seq);
        var chunks = await db.RunTextChunks.AsNoTracking().Where(c => seqs.Contains(c.JobSeq))
            .OrderBy(c => c.Ordinal).Select(c => new { c.JobSeq, c.Text }).ToListAsync(cancellationToken);
        var texts = chunks.ToLookup(c => c.JobSeq, c => c.Text);
        var jobOf = jobs.ToDictionary(j => j.MessageId);
        return messages.ConvertAll(m => jobOf.TryGetValue(m.Id, out var job)
            ? m with { RunId = job.RunId, ContinuesFrom = job.ContinuesFrom ?? 0, Text = m.Text + string.Concat(texts[job.Seq]) }
            : m);
    }
}
