using AgentWeb.Core.Startup;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Backup;

/// <summary>Makes a backup every so often, and takes away those of its own that are more than are kept. Those made by hand stay.</summary>
internal sealed partial class BackupSchedule(
    CreateBackup create, BackupFolder folder, IOptionsMonitor<BackupOptions> options, Readiness readiness, TimeProvider time, ILogger<BackupSchedule> logger)
    : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    /// <summary>Makes one if it is time.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var every = options.CurrentValue.Every;
        if (every <= TimeSpan.Zero || folder.List().FirstOrDefault(file => file.Scheduled) is { } last && time.GetUtcNow() - last.CreatedAt < every)
        {
            return;
        }

        if ((await create.RunAsync(scheduled: true, cancellationToken)).Succeeded)
        {
            foreach (var old in folder.List().Where(file => file.Scheduled).Skip(options.CurrentValue.Keep))
            {
                File.Delete(folder.PathOf(old.Name));
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WhenReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(Tick, time);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(logger, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The backup that was due could not be made; it is tried again in a minute")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
