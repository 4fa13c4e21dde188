using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Core.Files.Retrieval;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AgentWeb.Tests.Fakes;

/// <summary>The files of a server on a real database and a real folder, with a scripted extractor; starts and dies like a server.</summary>
public sealed class FilesHost : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly bool _ownsDatabase;
    private readonly IHost _host;
    private readonly IConfigurationRoot _configuration;

    private FilesHost(TestDatabase database, bool ownsDatabase, IHost host, IConfigurationRoot configuration, ScriptedExtractor extractor)
    {
        (_database, _ownsDatabase, _host, _configuration, Extractor) = (database, ownsDatabase, host, configuration, extractor);
        Contexts = Get<IDbContextFactory<AppDbContext>>();
    }

    public ScriptedExtractor Extractor { get; }

    public IDbContextFactory<AppDbContext> Contexts { get; }

    public string Directory => Get<DatabaseSettings>().DataDirectory;

    /// <summary>Everything that lies in the store, and what uploads left behind.</summary>
    public IReadOnlyList<string> StoredBytes => [.. new[] { "files", "incoming" }
        .Select(folder => Path.Combine(Directory, folder)).Where(System.IO.Directory.Exists)
        .SelectMany(folder => System.IO.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))];

    public static Task<FilesHost> StartAsync(params (string Key, string Value)[] configuration) =>
        StartAsync(new TestDatabase(), ownsDatabase: true, configuration);

    /// <summary>Starts it on a database that is there, as after a restart.</summary>
    public static Task<FilesHost> StartOnAsync(TestDatabase database, params (string Key, string Value)[] configuration) =>
        StartAsync(database, ownsDatabase: false, configuration);

    /// <summary>Changes the configuration of the running server.</summary>
    public void Set(string key, string value)
    {
        _configuration[key] = value;
        _configuration.Reload();
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task<Guid> AddUserAsync(string name = "ada@example.test") => TestDatabase.AddUserAsync(Contexts, name);

    public Task<Result<FileSummary>> TryUploadAsync(Guid ownerId, string name, string content) => TryUploadAsync(ownerId, name, System.Text.Encoding.UTF8.GetBytes(content));

    public async Task<Result<FileSummary>> TryUploadAsync(Guid ownerId, string name, byte[] content)
    {
        using var body = new MemoryStream(content);
        return await Get<UploadFile>().RunAsync(ownerId, name, body, announcedSize: null, CancellationToken.None);
    }

    /// <summary>Uploads, and expects it to be taken.</summary>
    public async Task<FileSummary> UploadAsync(Guid ownerId, string name, string content)
    {
        var stored = await TryUploadAsync(ownerId, name, content);
        Assert.True(stored.Succeeded, stored.Error?.Message);
        return stored.Value;
    }

    public async Task<FileSummary> FileAsync(Guid ownerId, Guid fileId)
    {
        var found = await Get<GetFile>().RunAsync(ownerId, fileId, CancellationToken.None);
        Assert.True(found.Succeeded, found.Error?.Message);
        return found.Value;
    }

    /// <summary>Waits until the file's row says so.</summary>
    public Task UntilAsync(Guid ownerId, Guid fileId, FileStatus status) =>
        Eventually.TrueAsync(async () => (await FileAsync(ownerId, fileId)).Status == status, $"the file is {status}");

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        if (_ownsDatabase)
        {
            await _database.DisposeAsync();
        }
    }

    private static async Task<FilesHost> StartAsync(TestDatabase database, bool ownsDatabase, (string Key, string Value)[] configuration)
    {
        var settings = database.Configuration([("Files:CpuShare", "1"), .. configuration]);
        var extractor = new ScriptedExtractor();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddConfiguration(settings);
        builder.Services.AddLogging();
        builder.Services.AddData(settings, AppContext.BaseDirectory);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<ConversationChanges>();
        builder.Services.AddSingleton(new NodeIdentity("test-node"));
        builder.Services.AddFiles(settings);
        builder.Services.AddRetrieval();
        builder.Services.RemoveAll<IFileExtractor>();
        builder.Services.AddSingleton<IFileExtractor>(extractor);
        var host = builder.Build();
        await host.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        await host.StartAsync();
        host.Services.GetRequiredService<Readiness>().MarkReady();
        return new(database, ownsDatabase, host, settings, extractor);
    }
}
