using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>How many jobs of one user may wait. Checked inside the transaction that adds one.</summary>
public sealed class QueueLimit(IOptionsMonitor<QueueOptions> options)
{
    /// <summary>Null when one more may wait, else why not.</summary>
    public async Task<Error?> CheckAsync(AppDbContext db, Guid ownerId, CancellationToken cancellationToken)
    {
        var limit = options.CurrentValue.MaxQueuedPerUser;
        var waiting = await db.Jobs.Owned(ownerId).CountAsync(j => j.State == JobState.Queued, cancellationToken);
        return waiting < limit
            ? null
            : new Error(
                "queue_full",
                $"You have {waiting} messages waiting already, which is the limit. Wait for one to be answered, or cancel one.",
                ErrorKind.TooMany,
                Retryable: true);
    }
}
