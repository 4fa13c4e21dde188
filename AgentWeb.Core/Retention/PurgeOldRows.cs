using AgentWeb.Core.Chat;
using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Retention;

/// <summary>Takes away rows of one kind that are older than a setting says; zero keeps them.</summary>
/// <param name="name">Stable name.</param>
/// <param name="contexts">The database.</param>
/// <param name="options">The settings.</param>
/// <param name="time">The time.</param>
/// <param name="ageOf">How old rows may become.</param>
/// <param name="deleteAsync">Deletes what is older than a moment.</param>
internal sealed class PurgeOldRows(
    string name, IDbContextFactory<AppDbContext> contexts, IOptionsMonitor<RetentionOptions> options, TimeProvider time,
    Func<RetentionOptions, TimeSpan> ageOf, Func<AppDbContext, DateTimeOffset, CancellationToken, Task<long>> deleteAsync) : IRetentionTask
{
    public string Name => name;

    public TimeSpan Interval => TimeSpan.FromHours(1);

    public async Task<long> RunOnceAsync(CancellationToken cancellationToken)
    {
        var age = ageOf(options.CurrentValue);
        if (age <= TimeSpan.Zero)
        {
            return 0;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await deleteAsync(db, time.GetUtcNow() - age, cancellationToken);
    }
}
