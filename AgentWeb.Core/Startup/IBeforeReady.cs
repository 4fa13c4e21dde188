namespace AgentWeb.Core.Startup;

/// <summary>
/// Work that is done after the database is migrated and before the server answers anything but health checks: settling jobs of the
/// last run, rehearsing what touches the queue. Run one after the other in the order of registration, beside every <see cref="IWarmUp"/>; an exception stops the server.
/// </summary>
public interface IBeforeReady
{
    /// <summary>Does the work.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
