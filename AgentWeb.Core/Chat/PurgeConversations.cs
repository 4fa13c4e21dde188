using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat;

/// <summary>
/// Removes conversations with everything in them: those that were deleted longer ago than <c>Retention:Deleted</c>, and temporary ones that were
/// last used longer ago than <c>Retention:Temporary</c>.
/// </summary>
internal sealed class PurgeConversations(IDbContextFactory<AppDbContext> contexts, IOptionsMonitor<RetentionOptions> options, TimeProvider time) : IRetentionTask
{
    /// <summary>Each may have thousands of messages, and while they go nobody else writes.</summary>
    private const int BatchSize = 10;

    public string Name => "conversations";

    public TimeSpan Interval => TimeSpan.FromHours(1);

    /// <summary>Removes them.</summary>
    public async Task<long> RunOnceAsync(CancellationToken cancellationToken)
    {
        var (deletedBefore, usedBefore) = (time.GetUtcNow() - options.CurrentValue.Deleted, time.GetUtcNow() - options.CurrentValue.Temporary);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Conversations.IgnoreQueryFilters()
            .Where(c => c.DeletedAt < deletedBefore || (c.Temporary && c.LastActiveAt < usedBefore))
            .DeleteInBatchesAsync(c => c.LastActiveAt, c => c.Id, BatchSize, time, cancellationToken);
    }
}
