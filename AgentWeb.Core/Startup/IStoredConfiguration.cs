namespace AgentWeb.Core.Startup;

/// <summary>
/// Something that administrators change while the server runs and that is kept in the database: read after the database is migrated, and again
/// on every node within seconds of a change. Read one after the other in the order of registration.
/// </summary>
public interface IStoredConfiguration
{
    /// <summary>Reads it and lets it count.</summary>
    Task LoadAsync(CancellationToken cancellationToken);
}
