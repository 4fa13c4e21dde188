using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Configuration;

/// <summary>
/// Reads what is stored of the configuration: when the database is there, after a change on this node at once, and after a change on another
/// one within two seconds. Every change has a row of <see cref="Data.Entities.ConfigurationChange"/>, so that the newest number tells.
/// </summary>
public sealed class FollowConfiguration(
    IDbContextFactory<AppDbContext> contexts, IEnumerable<IStoredConfiguration> stored, Readiness readiness, TimeProvider time,
    ILogger<FollowConfiguration> logger) : RepeatedWork(readiness, time, logger), IConfigurationPulse
{
    private readonly SemaphoreSlim _loading = new(1);
    private long _seen = -1;

    /// <inheritdoc/>
    protected override TimeSpan Interval => TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override string Failure => "Changes of the configuration could not be read";

    /// <inheritdoc/>
    public async Task ChangedAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            var newest = await NewestAsync(cancellationToken); // Before reading: what comes in between is read again.
            foreach (var part in stored)
            {
                await part.LoadAsync(cancellationToken);
            }

            _seen = newest;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _loading.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    public override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (await NewestAsync(cancellationToken) != _seen)
        {
            await ChangedAsync(cancellationToken);
        }
    }

    private async Task<long> NewestAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ConfigurationChanges.MaxAsync(c => (long?)c.Seq, cancellationToken) ?? 0;
    }
}
