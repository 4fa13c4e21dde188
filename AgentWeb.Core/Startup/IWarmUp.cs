namespace AgentWeb.Core.Startup;

/// <summary>
/// Work that only spares the first person a wait. All of it runs beside the rest of the start and each other, and is over before the server is
/// ready; an exception stops the server.
/// </summary>
public interface IWarmUp
{
    /// <summary>Whether it begins only once the database is prepared.</summary>
    bool NeedsData => false;

    /// <summary>Does the work.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
