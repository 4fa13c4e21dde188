using AgentWeb.Core.Chat;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Operations;
using AgentWeb.Core.Startup;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Bench.Database;

/// <summary>A database of a given size and the services of the chat on it, without its workers: nothing happens that is not measured.</summary>
internal sealed class DatabaseStage : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("agentweb-bench-").FullName;
    private readonly ServiceProvider _services;

    private DatabaseStage() => _services = BuildServices();

    /// <summary>Who wrote what.</summary>
    public Archive Archive { get; } = new();

    /// <summary>Who waits.</summary>
    public WaitingLine Line { get; } = new();

    /// <summary>The same choices on every file and in every run.</summary>
    public Random Random { get; } = new(1);

    private string File => Path.Combine(_directory, "agentweb.db");

    /// <summary>Makes the file, with this many messages in it.</summary>
    public static async Task<DatabaseStage> StartAsync(int messages)
    {
        var stage = new DatabaseStage();
        await stage.Get<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        BulkLoad.Fill(stage.File, transaction => stage.Archive.Write(transaction, messages));
        return stage;
    }

    /// <summary>A service.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Replaces what waits by this many jobs.</summary>
    public async Task FillQueueAsync(int jobs)
    {
        await using (var db = await Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync())
        {
            await db.Jobs.Where(j => j.State == JobState.Queued).ExecuteUpdateAsync(set => set.SetProperty(j => j.State, JobState.Stopped));
            await db.QueueTurns.ExecuteDeleteAsync();
        }

        BulkLoad.Add(File, transaction => Line.Write(transaction, jobs));
    }

    /// <summary>Writes more rows into the file.</summary>
    public T Fill<T>(Func<SqliteTransaction, T> write)
    {
        T? written = default;
        BulkLoad.Add(File, transaction => written = write(transaction));
        return written!;
    }

    /// <summary>Ends a job that was picked, so that the next one finds a free slot.</summary>
    public async Task FinishAsync(Guid runId)
    {
        await using var db = await Get<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        await db.Jobs.Where(j => j.RunId == runId)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.State, JobState.Completed).SetProperty(j => j.FinishedAt, j => j.StartedAt));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private ServiceProvider BuildServices()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                ["Data:Directory"] = _directory,
                ["Models:DiscoverOllama"] = "false",
                ["Queue:MaxQueuedPerUser"] = "100000",
                ["RateLimits:Send"] = "1000000",
            })
            .Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<Readiness>()
            .AddData(configuration, _directory)
            .AddModels(configuration)
            .AddChat(configuration)
            .AddOperations()
            .BuildServiceProvider();
    }
}
