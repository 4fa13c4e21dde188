using AgentWeb.Core.Startup;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace AgentWeb.Core.Data;

/// <summary>The database as configured, checked and with absolute paths.</summary>
/// <param name="Provider">The engine.</param>
/// <param name="ConnectionString">How to reach it. May hold a password: never logged.</param>
/// <param name="DataDirectory">Absolute path of the folder of the SQLite file and of uploaded files.</param>
/// <param name="MaxBatchSize">Most statements in one batch; null for EF Core's default.</param>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, string DataDirectory, int? MaxBatchSize)
{
    private const string ConnectionName = "AgentWeb";

    /// <summary>Reads and checks the configuration, and makes the data directory.</summary>
    /// <exception cref="InvalidConfigurationException">A key is missing or wrong; the message names it.</exception>
    public static DatabaseSettings Read(IConfiguration configuration, string contentRoot)
    {
        var providerText = configuration[$"{DatabaseOptions.Section}:{nameof(DatabaseOptions.Provider)}"];
        var provider = DatabaseProvider.Sqlite;
        if (!string.IsNullOrWhiteSpace(providerText)
            && (!Enum.TryParse(providerText, ignoreCase: true, out provider) || !Enum.IsDefined(provider)))
        {
            throw new InvalidConfigurationException($"Database:Provider is '{providerText}', but must be Sqlite or SqlServer.");
        }

        var batchText = configuration[$"{DatabaseOptions.Section}:{nameof(DatabaseOptions.MaxBatchSize)}"];
        int? batchSize = null;
        if (!string.IsNullOrWhiteSpace(batchText))
        {
            batchSize = int.TryParse(batchText, out var size) && size is >= 1 and <= 1000
                ? size
                : throw new InvalidConfigurationException($"Database:MaxBatchSize is '{batchText}', but must be a number from 1 to 1000.");
        }

        var directory = MakeDirectory(configuration, contentRoot);
        return new(provider, ConnectionStringFor(configuration, provider, directory), directory, batchSize);
    }

    private static string MakeDirectory(IConfiguration configuration, string contentRoot)
    {
        var configured = configuration[$"{DataOptions.Section}:{nameof(DataOptions.Directory)}"];
        var directory = Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? new DataOptions().Directory : configured, contentRoot);
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidConfigurationException($"Data:Directory is '{directory}', which cannot be made: {failure.Message}", failure);
        }

        return directory;
    }

    private static string ConnectionStringFor(IConfiguration configuration, DatabaseProvider provider, string directory)
    {
        var configured = configuration.GetConnectionString(ConnectionName);
        if (provider == DatabaseProvider.SqlServer)
        {
            return string.IsNullOrWhiteSpace(configured)
                ? throw new InvalidConfigurationException("ConnectionStrings:AgentWeb is missing, but Database:Provider is SqlServer and needs it.")
                : configured;
        }

        return string.IsNullOrWhiteSpace(configured)
            ? new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "agentweb.db"), ForeignKeys = true }.ToString()
            : configured;
    }
}
