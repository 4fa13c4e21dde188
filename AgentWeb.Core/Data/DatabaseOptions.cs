namespace AgentWeb.Core.Data;

/// <summary>Which database is used. Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Database";

    /// <summary>The database engine. Key <c>Database:Provider</c>, <c>Sqlite</c> by default.</summary>
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>
    /// Most statements in one batch. Key <c>Database:MaxBatchSize</c>; EF Core's own default when not set, 1 for engines that only speak
    /// SQL Server's protocol.
    /// </summary>
    public int? MaxBatchSize { get; set; }
}

/// <summary>The engines that are supported.</summary>
public enum DatabaseProvider
{
    /// <summary>Embedded, in the data directory.</summary>
    Sqlite,

    /// <summary>SQL Server, at <c>ConnectionStrings:AgentWeb</c>.</summary>
    SqlServer,
}
