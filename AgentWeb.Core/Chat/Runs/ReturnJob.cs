using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Puts a job back into its place in the queue: it had produced no text when its server was told to stop.</summary>
internal sealed partial class ReturnJob(
    IDbContextFactory<AppDbContext> contexts, SnapshotWriter snapshots, NodeIdentity node, TimeProvider time, ILogger<ReturnJob> logger)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>Puts it back. If that fails the next start does it, or ends it where somebody stopped it meanwhile.</summary>
    public async Task RunAsync(LiveRun run)
    {
        await snapshots.SealAsync(run);
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(deadline.Token);
            await db.RequeueAsync(run.Identity, node.Owner, time.GetUtcNow(), deadline.Token);
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure, run.Identity.RunId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId} could not be put back into the queue; the next start does it")]
    private static partial void LogFailed(ILogger logger, Exception failure, Guid runId);
}
