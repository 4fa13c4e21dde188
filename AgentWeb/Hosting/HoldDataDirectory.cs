using AgentWeb.Core.Data;

namespace AgentWeb.Hosting;

/// <summary>Says that this process works on the data directory, so that nobody restores a backup over it meanwhile.</summary>
internal sealed partial class HoldDataDirectory(DatabaseSettings settings, ILogger<HoldDataDirectory> logger) : IHostedLifecycleService, IDisposable
{
    private DataDirectoryHold? _hold;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _hold = DataDirectoryHold.Share(settings.DataDirectory);
        if (_hold is null)
        {
            LogNotHeld(logger, settings.DataDirectory);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _hold?.Dispose();
        _hold = null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{DataDirectory} cannot be marked as in use; do not restore a backup into it while this server runs")]
    private static partial void LogNotHeld(ILogger logger, string dataDirectory);
}
