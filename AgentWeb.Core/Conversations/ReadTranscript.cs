using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Results;
using AgentWeb.Core.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>A page of a transcript.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Messages">Messages of the active path, oldest first.</param>
/// <param name="OlderSeq">Number of the message before the first of these; null when there is none.</param>
/// <param name="HasNewer">There are messages after the last of these.</param>
public sealed record TranscriptPage(
    ConversationSummary Conversation, IReadOnlyList<TranscriptMessage> Messages, long? OlderSeq, bool HasNewer = false)
{
    /// <summary>There are messages before the first of these.</summary>
    public bool HasOlder => OlderSeq is not null;
}

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
    /// <param name="afterSeq">
    /// Reads forwards what has a greater number than this; null reads backwards. Numbers grow along a path, so that is one piece of it down to
    /// its end, whatever became of the message that has the number.
    /// </param>
    public async Task<Result<TranscriptPage>> RunAsync(
        Guid ownerId, Guid conversationId, int limit, Guid? beforeMessageId, CancellationToken cancellationToken, Guid? from = null,
        long? afterSeq = null)
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
        if (afterSeq is { } after)
        {
            return await ReadForwardsAsync(db, conversation, path, after + 1, size, cancellationToken);
        }

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
        long? olderSeq = rows.Count > size ? rows[size].Seq : null;
        var messages = rows.Take(size).Reverse().Select(ToTranscript).ToList();
        messages = await WithFilesAsync(db, conversationId, messages, cancellationToken);
        messages = await WithSiblingsAsync(db, conversationId, messages, cancellationToken);
        messages = await WithTracesAsync(db, messages, cancellationToken);
        return new TranscriptPage(conversation, await WithRunsAsync(db, messages, cancellationToken), olderSeq);
    }

    private static async Task<Result<TranscriptPage>> ReadForwardsAsync(
        AppDbContext db, ConversationSummary conversation, IQueryable<Message> path, long firstSeq, int size, CancellationToken cancellationToken)
    {
        var rows = await path.Where(m => m.Seq >= firstSeq).OrderBy(m => m.Seq).Take(size + 1).ToListAsync(cancellationToken);
        var messages = await WithFilesAsync(db, conversation.Id, [.. rows.Take(size).Select(ToTranscript)], cancellationToken);
        messages = await WithSiblingsAsync(db, conversation.Id, messages, cancellationToken);
        messages = await WithTracesAsync(db, messages, cancellationToken);
        var olderSeq = await path.Where(m => m.Seq < firstSeq).OrderByDescending(m => m.Seq).Select(m => (long?)m.Seq).FirstOrDefaultAsync(cancellationToken);
        return new TranscriptPage(conversation, await WithRunsAsync(db, messages, cancellationToken), olderSeq, rows.Count > size);
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

    /// <summary>Gives replies that went wrong the trace id of the run that did.</summary>
    private static async Task<List<TranscriptMessage>> WithTracesAsync(AppDbContext db, List<TranscriptMessage> messages, CancellationToken cancellationToken)
    {
        var failed = messages.Where(m => m.Status is MessageStatus.Error or MessageStatus.Interrupted).Select(m => m.Id).ToList();
        if (failed.Count == 0)
        {
            return messages;
        }

        var runs = await db.Jobs.AsNoTracking().OfReplies().Where(j => failed.Contains(j.MessageId))
            .OrderBy(j => j.Seq).Select(j => new { j.MessageId, j.RunId }).ToListAsync(cancellationToken);
        var last = runs.ToLookup(j => j.MessageId, j => j.RunId);
        return messages.ConvertAll(m => failed.Contains(m.Id) && last.Contains(m.Id) ? m with { TraceId = WorkTrace.OfRun(last[m.Id].Last()) } : m);
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
