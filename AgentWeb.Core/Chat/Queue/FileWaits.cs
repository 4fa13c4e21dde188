using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// Which replies wait for files: whoever drops a document and asks at once means that document. Until all files of its conversation are read, or
/// <see cref="FilesOptions.WaitBeforeReply"/> has passed since it was asked for, a reply takes no slot and stands in nobody's way. The row of its job
/// says so (<see cref="GenerationJob.WaitsForFilesUntil"/>), so that nobody who picks or counts looks at files. It is set in the transaction that adds
/// the job, and follows the files when one of them moved: at once on the node where it did. Should that be lost, <see cref="LetGoAsync"/>, called each
/// second, makes good for it.
/// </summary>
public sealed class FileWaits(IOptionsMonitor<FilesOptions> options, QueueSignal signal, TimeProvider time)
{
    private TimeSpan Longest => options.CurrentValue.WaitBeforeReply;

    /// <summary>Until when a reply waits at most whose conversation has a file in work; null where replies do not wait for files.</summary>
    /// <param name="asked">When it was asked for.</param>
    internal DateTimeOffset? Until(DateTimeOffset asked) => Longest > TimeSpan.Zero ? asked + Longest : null;

    /// <summary>Brings the jobs into agreement with the files: a file came into work, or there is one less.</summary>
    internal async Task FollowAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        await HoldAsync(db, cancellationToken);
        await LetGoAsync(db, cancellationToken);
    }

    /// <summary>Puts into line what waits for files no longer, since they are read or it waited long enough. Its time in line begins now.</summary>
    internal async Task LetGoAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var inWork = db.Files.InWork();

        // No word of the state: of what waits for files there are few, and the index of those is to be taken.
        var free = db.Jobs.Where(j => j.WaitsForFilesUntil != null
            && (j.WaitsForFilesUntil < now
                || !db.MessageFiles.Any(use => use.ConversationId == j.ConversationId && inWork.Any(file => file.Seq == use.FileSeq))));

        // Looked for first: mostly there is none, and a statement that writes stands in the way of all others that do.
        if (await free.AnyAsync(cancellationToken))
        {
            await free.ExecuteUpdateAsync(
                set => set.SetProperty(j => j.WaitingSince, now).SetProperty(j => j.WaitsForFilesUntil, (DateTimeOffset?)null), cancellationToken);
            signal.Set();
        }
    }

    /// <summary>
    /// Has everything wait anew whose conversation has files in work: while no server was there no file was read either, and what was asked for before
    /// an outage means its document as much.
    /// </summary>
    internal async Task BeginAnewAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        if (Until(time.GetUtcNow()) is not { } until)
        {
            return;
        }

        var inWork = db.Files.InWork();
        await db.Jobs.OfReplies()
            .Where(j => j.State == JobState.Queued
                && db.MessageFiles.Any(use => use.ConversationId == j.ConversationId && inWork.Any(file => file.Seq == use.FileSeq)))
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.WaitsForFilesUntil, until), cancellationToken);
    }

    /// <summary>Takes out of line what means a file that came into work after it was asked for: it is read again, or went with a further message.</summary>
    private async Task HoldAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var longest = Longest;
        var since = time.GetUtcNow() - longest;
        var meant = await (
            from file in db.Files.InWork()
            join use in db.MessageFiles on file.Seq equals use.FileSeq
            join job in db.Jobs.OfReplies().InLine() on use.ConversationId equals job.ConversationId
            where job.State == JobState.Queued && job.EnqueuedAt > since
            select new { job.Seq, job.EnqueuedAt }).Distinct().ToListAsync(cancellationToken);
        foreach (var job in meant)
        {
            var until = job.EnqueuedAt + longest;
            await db.Jobs.InLine().Where(j => j.Seq == job.Seq && j.State == JobState.Queued)
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.WaitsForFilesUntil, until), cancellationToken);
        }
    }
}
