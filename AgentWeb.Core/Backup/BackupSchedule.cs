using AgentWeb.Core.Startup;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Backup;

/// <summary>Makes a backup every so often, and takes away those of its own that are more than are kept. Those made by hand stay.</summary>
internal sealed class BackupSchedule(
    CreateBackup create, BackupFolder folder, IOptionsMonitor<BackupOptions> options, Readiness readiness, TimeProvider time, ILogger<BackupSchedule> logger)
    : RepeatedWork(readiness, time, logger)
{
    /// <inheritdoc/>
    protected override TimeSpan Interval => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override string Failure => "The backup that was due could not be made";

    /// <inheritdoc/>
    protected override LogLevel FailureLevel => LogLevel.Error;

    /// <summary>Makes one if it is time.</summary>
    public override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var every = options.CurrentValue.Every;
        if (every <= TimeSpan.Zero || folder.List().FirstOrDefault(file => file.Scheduled) is { } last && Time.GetUtcNow() - last.CreatedAt < every)
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
}
