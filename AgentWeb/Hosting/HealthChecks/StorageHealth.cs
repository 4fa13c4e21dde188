using AgentWeb.Core.Data;
using static AgentWeb.Hosting.HealthChecks.Said;

namespace AgentWeb.Hosting.HealthChecks;

/// <summary>Whether the data directory takes files, and has room.</summary>
internal sealed class StorageHealth(DatabaseSettings settings) : IHealthPart
{
    private const long Little = 1024L * 1024 * 1024;
    private const long Megabyte = 1024 * 1024;

    public string Name => "storage";

    public TimeSpan Interval => TimeSpan.FromSeconds(30);

    public async Task<HealthFinding> CheckAsync(CancellationToken cancellationToken)
    {
        var probe = Path.Combine(settings.DataDirectory, $".health-{Guid.CreateVersion7():N}");
        try
        {
            await using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            await file.WriteAsync("health"u8.ToArray(), cancellationToken);
            await file.FlushAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(HealthState.Degraded, Say("The data directory takes no files."));
        }

        var free = new DriveInfo(settings.DataDirectory).AvailableFreeSpace;
        return new(free < Little ? HealthState.Degraded : HealthState.Healthy, Say("The data directory takes files; {0} MB are free.", free / Megabyte));
    }
}
