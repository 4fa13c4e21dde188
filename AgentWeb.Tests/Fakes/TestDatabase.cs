using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Fakes;

/// <summary>
/// A real database of its own for one test: a SQLite file, or one on the SQL Server that <c>AGENTWEB_TEST_SQLSERVER</c> names.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly string? SqlServer = Environment.GetEnvironmentVariable("AGENTWEB_TEST_SQLSERVER");

    private readonly string _directory = Directory.CreateTempSubdirectory("agentweb-test-").FullName;
    private readonly string _name = "agentweb_test_" + Guid.CreateVersion7().ToString("N");

    /// <summary>The configuration that selects it.</summary>
    public IConfigurationRoot Configuration(params (string Key, string Value)[] more)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Data:Directory"] = _directory,
            ["RateLimits:Send"] = "100000",
            ["RateLimits:Upload"] = "100000",
            ["Chat:GenerateTitles"] = "false", // What a model is asked is counted; titles have tests of their own.
        };
        if (SqlServer is not null)
        {
            values["Database:Provider"] = "SqlServer";
            values["ConnectionStrings:AgentWeb"] = new SqlConnectionStringBuilder(SqlServer) { InitialCatalog = _name }.ConnectionString;
        }

        foreach (var (key, value) in more)
        {
            values[key] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }

    /// <summary>Contexts on the migrated database, without anything else.</summary>
    public Task<IDbContextFactory<AppDbContext>> MigratedAsync() => MigratedAsync(Configuration());

    /// <summary>Contexts on a migrated SQLite file, whatever the other tests run on.</summary>
    public Task<IDbContextFactory<AppDbContext>> MigratedSqliteAsync() => MigratedAsync(Configuration(("Database:Provider", "Sqlite"), ("ConnectionStrings:AgentWeb", "")));

    private async Task<IDbContextFactory<AppDbContext>> MigratedAsync(IConfiguration configuration)
    {
        var services = new ServiceCollection().AddLogging().AddData(configuration, _directory).BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        return services.GetRequiredService<IDbContextFactory<AppDbContext>>();
    }

    /// <summary>Adds a user.</summary>
    public static async Task<Guid> AddUserAsync(IDbContextFactory<AppDbContext> contexts, string name)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var user = new AppUser { Id = Guid.CreateVersion7(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), Email = name };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return user.Id;
    }

    public async ValueTask DisposeAsync()
    {
        if (SqlServer is not null)
        {
            await using var db = new SqlServerAppDbContext(new DbContextOptionsBuilder<SqlServerAppDbContext>()
                .UseSqlServer(new SqlConnectionStringBuilder(SqlServer) { InitialCatalog = _name }.ConnectionString).Options);
            await db.Database.EnsureDeletedAsync();
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}
