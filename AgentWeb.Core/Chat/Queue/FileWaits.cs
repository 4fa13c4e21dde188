using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// Which replies wait for files: whoever drops a document and asks at once means that document. Until all files of its conversation are read, or
/// <see cref="FilesOptions.WaitBeforeReply"/> has passed since it was asked for, a reply takes no slot and stands in nobody's way. Nothing is
/// written down for it: jobs, messages and files say it, so it holds on every node and over every restart.
/// </summary>
public sealed class FileWaits(IOptionsMonitor<FilesOptions> options, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>
    /// What was asked for before this waits no longer. Just after a start that is nothing: while no server was there no file was read either, and what
    /// was asked for before an outage means its document as much.
    /// </summary>
    internal DateTimeOffset Since
    {
        get
        {
            return time.GetElapsedTime(_started) < Longest ? DateTimeOffset.MinValue : time.GetUtcNow() - Longest;
        }
    }

    /// <summary>Longest wait for files.</summary>
    internal TimeSpan Longest => options.CurrentValue.WaitBeforeReply;

    /// <summary>Jobs without those that wait for files. A conversation without files costs one look into an index.</summary>
    public IQueryable<GenerationJob> LeaveOut(AppDbContext db)
    {
        var since = Since;
        return db.Jobs.Where(j => j.EnqueuedAt < since
            || (j.Kind != JobKind.Reply && j.Kind != JobKind.Continuation)
            || !db.MessageFiles.Any(use => use.ConversationId == j.ConversationId
                && db.Files.Any(f => f.Seq == use.FileSeq && (f.Status == FileStatus.Pending || f.Status == FileStatus.Processing))));
    }

    /// <summary>What conversations wait for now; as many rows as files are in work that went with a message.</summary>
    internal async Task<WaitedFiles> ReadAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var since = Since;
        var found = await (
            from file in db.Files.AsNoTracking()
            where file.Status == FileStatus.Pending || file.Status == FileStatus.Processing
            join use in db.MessageFiles on file.Seq equals use.FileSeq
            orderby file.Seq
            select new { use.ConversationId, file.Name }).ToListAsync(cancellationToken);
        return new(found.DistinctBy(f => f.ConversationId).ToDictionary(f => f.ConversationId, f => f.Name), since);
    }
}

/// <summary>What conversations wait for, as it was read.</summary>
/// <param name="Names">The oldest file of each conversation that is still in work.</param>
/// <param name="Since">What was asked for before this waits no longer.</param>
internal sealed record WaitedFiles(IReadOnlyDictionary<Guid, string> Names, DateTimeOffset Since)
{
    /// <summary>The file that a reply waits for; null when it stands in line.</summary>
    public string? Of(WaitingJob reply) => reply.EnqueuedAt >= Since ? Names.GetValueOrDefault(reply.ConversationId) : null;

    /// <summary>Those that stand in line.</summary>
    public IEnumerable<WaitingJob> InLine(IEnumerable<WaitingJob> replies) => Names.Count == 0 ? replies : replies.Where(reply => Of(reply) is null);

    /// <summary>Those that do not, each with its file.</summary>
    public IEnumerable<(WaitingJob Job, QueueWait Wait)> Waiting(IEnumerable<WaitingJob> replies)
    {
        foreach (var reply in Names.Count == 0 ? [] : replies)
        {
            if (Of(reply) is { } file)
            {
                yield return (reply, QueueWait.For(file));
            }
        }
    }
}
