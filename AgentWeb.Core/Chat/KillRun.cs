using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>Stops anybody's run, for administrators: as its owner would stop it.</summary>
public sealed class KillRun(IDbContextFactory<AppDbContext> contexts, StopRun stopRun)
{
    /// <summary>Stops it.</summary>
    public async Task<Result<StopReceipt>> RunAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var owner = await db.Jobs.Where(j => j.RunId == runId).Select(j => (Guid?)j.OwnerId).SingleOrDefaultAsync(cancellationToken);
        return owner is { } ownerId
            ? await stopRun.RunAsync(ownerId, new(RunId: runId), cancellationToken)
            : Error.NotFound("job");
    }
}
