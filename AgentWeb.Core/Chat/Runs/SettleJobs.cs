using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Before the server reports ready: jobs that a dead process was running either wait again (they had no text yet) or end as
/// <em>interrupted</em> with the text of their last snapshot.
/// </summary>
internal sealed partial class SettleJobs(
    IDbContextFactory<AppDbContext> contexts, RunRegistry registry, FinishRun finish, ILogger<SettleJobs> logger) : IBeforeReady
{
    private static RunFailure ServerDied { get; } = new(
        "server_restarted", "The server was restarted while the reply was being written. What had arrived is kept.");

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var orphans = await db.Jobs.AsNoTracking()
            .Where(j => j.State == JobState.Running)
            .Select(j => new { Identity = new RunIdentity(j.Seq, j.RunId, j.OwnerId, j.ConversationId, j.UserMessageId, j.MessageId), j.StartedAt })
            .ToListAsync(cancellationToken);

        var interrupted = 0;
        foreach (var orphan in orphans)
        {
            var chunks = await db.RunTextChunks.AsNoTracking()
                .Where(c => c.JobSeq == orphan.Identity.JobSeq).OrderBy(c => c.Ordinal)
                .Select(c => new { c.Text, c.Reasoning }).ToListAsync(cancellationToken);
            var text = string.Concat(chunks.Select(c => c.Text));
            if (text.Length == 0)
            {
                await db.RequeueAsync(orphan.Identity.JobSeq, orphan.Identity.MessageId, cancellationToken);
                continue;
            }

            var reasoning = string.Concat(chunks.Select(c => c.Reasoning));
            var result = new RunResult(RunOutcome.Failed(ServerDied, hasText: true), text, reasoning, Usage: null, default);
            await finish.RunAsync(registry.GetOrAdd(orphan.Identity), JobState.Running, result);
            interrupted++;
        }

        if (orphans.Count > 0)
        {
            LogSettled(logger, orphans.Count, interrupted);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Settled {Count} jobs of the last process: {Interrupted} interrupted with their text, the others wait again")]
    private static partial void LogSettled(ILogger logger, int count, int interrupted);
}
