using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Configuration;

/// <summary>
/// Reads what is stored of the configuration: when the database is there, after a change on this node at once, and after a change on another
/// one within two seconds. Every change has a row of <see cref="Data.Entities.ConfigurationChange"/>, so that the newest number tells.
/// </summary>
public sealed partial class FollowConfiguration(
    IDbContextFactory<AppDbContext> contexts, IEnumerable<IStoredConfiguration> stored, Readiness readiness, TimeProvider time,
    ILogger<FollowConfiguration> logger) : BackgroundService, IConfigurationPulse
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _loading = new(1);
    private long _seen = -1;

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
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await NewestAsync(stoppingToken) != _seen)
                {
                    await ChangedAsync(stoppingToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(logger, failure);
            }
        }
    }

    private async Task<long> NewestAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ConfigurationChanges.MaxAsync(c => (long?)c.Seq, cancellationToken) ?? 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of the configuration could not be read; it is tried again in a moment")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
