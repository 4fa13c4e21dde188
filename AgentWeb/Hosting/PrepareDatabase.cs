using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data;
using AgentWeb.Core.Startup;

namespace AgentWeb.Hosting;

/// <summary>
/// Migrates the database, reads what administrators changed, and makes roles and the configured administrator before any other service starts: those may read and write from
/// their first line on. What fails here stops the start.
/// </summary>
internal sealed partial class PrepareDatabase(
    DatabaseMigrator migrator, DatabaseSettings settings, IConfigurationPulse configuration, IServiceScopeFactory scopes, ILogger<PrepareDatabase> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        LogDataDirectory(logger, settings.DataDirectory);
        await migrator.MigrateAsync(cancellationToken);
        await configuration.ChangedAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SeedRoles>().RunAsync(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<UnattendedSetup>().RunAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Data is kept in {DataDirectory}")]
    private static partial void LogDataDirectory(ILogger logger, string dataDirectory);
}
