using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat;

/// <summary>Stops everything that waits and runs for an account which is about to go, titles and summaries included.</summary>
internal sealed class StopRunsOfAccount(IDbContextFactory<AppDbContext> contexts, StopRun stopRun, IOptionsMonitor<QueueOptions> options) : IAccountData
{
    public async Task ReleaseAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        List<Guid> runs;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            // The waiting ones first: none of them may start because the one before it was stopped.
            runs = await db.Jobs.Owned(ownerId).Where(j => j.State == JobState.Queued || j.State == JobState.Running)
                .OrderBy(j => j.State == JobState.Running).ThenByDescending(j => j.Seq).Select(j => j.RunId).ToListAsync(cancellationToken);
        }

        // What a dead node held has ended when its lease has passed; one that lives obeys long before.
        var patience = options.CurrentValue.Lease + StopRun.Patience;
        foreach (var run in runs)
        {
            await stopRun.RunAsync(ownerId, new(RunId: run), because: null, patience, cancellationToken);
        }
    }
}
