using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Models;
using AgentWeb.Core.Operations;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentWeb.Tests.Fakes;

/// <summary>The chat engine on a real database with a scripted model; starts and dies like a server.</summary>
public sealed class ChatHost : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly bool _ownsDatabase;
    private readonly IHost _host;

    private ChatHost(TestDatabase database, bool ownsDatabase, IHost host, ScriptedModel model)
    {
        (_database, _ownsDatabase, _host, Model) = (database, ownsDatabase, host, model);
        Contexts = Get<IDbContextFactory<AppDbContext>>();
    }

    public ScriptedModel Model { get; }

    public IDbContextFactory<AppDbContext> Contexts { get; }

    /// <summary>Starts it on a new database.</summary>
    public static Task<ChatHost> StartAsync(params (string Key, string Value)[] configuration) =>
        StartAsync(new TestDatabase(), ownsDatabase: true, configuration);

    /// <summary>Starts it on a database that is there, as after a restart.</summary>
    public static Task<ChatHost> StartOnAsync(TestDatabase database, params (string Key, string Value)[] configuration) =>
        StartAsync(database, ownsDatabase: false, configuration);

    public IServiceProvider Services => _host.Services;

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task<Guid> AddUserAsync(string name = "ada@example.test") => TestDatabase.AddUserAsync(Contexts, name);

    /// <summary>Sends, and expects it to be accepted.</summary>
    public async Task<SendReceipt> SendAsync(Guid ownerId, string text, Guid? conversationId = null)
    {
        var sent = await Get<SendMessage>().RunAsync(ownerId, new(text, conversationId), CancellationToken.None);
        Assert.True(sent.Succeeded, sent.Error?.Message);
        return sent.Value;
    }

    /// <summary>Sends a message and has it answered.</summary>
    public async Task<SendReceipt> AnsweredAsync(Guid ownerId, string text, string answer, Guid? conversationId = null)
    {
        var sent = await SendAsync(ownerId, text, conversationId);
        (await Model.NextCallAsync()).Say(answer).End();
        Assert.Equal(MessageStatus.Complete, (await EndOfAsync(sent)).Status);
        return sent;
    }

    /// <summary>Waits for the end of a run and gives its reply.</summary>
    public async Task<Message> EndOfAsync(SendReceipt receipt)
    {
        var run = Get<RunRegistry>().Find(receipt.RunId);
        Assert.NotNull(run);
        await run.Ended.WaitAsync(TimeSpan.FromSeconds(20));
        return await MessageAsync(receipt.MessageId);
    }

    public async Task<Message> MessageAsync(Guid messageId)
    {
        await using var db = await Contexts.CreateDbContextAsync();
        return await db.Messages.AsNoTracking().SingleAsync(m => m.Id == messageId);
    }

    public async Task<GenerationJob> JobAsync(Guid runId)
    {
        await using var db = await Contexts.CreateDbContextAsync();
        return await db.Jobs.AsNoTracking().SingleAsync(j => j.RunId == runId);
    }

    public async Task<IReadOnlyList<TranscriptMessage>> TranscriptAsync(Guid ownerId, Guid conversationId)
    {
        var page = await Get<ReadTranscript>().RunAsync(ownerId, conversationId, 100, beforeMessageId: null, CancellationToken.None);
        Assert.True(page.Succeeded);
        return page.Value.Messages;
    }

    /// <summary>Stops it as a server is stopped.</summary>
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

    private static async Task<ChatHost> StartAsync(TestDatabase database, bool ownsDatabase, (string Key, string Value)[] configuration)
    {
        var settings = database.Configuration(configuration);
        var model = new ScriptedModel();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddLogging();
        builder.Services.AddData(settings, AppContext.BaseDirectory);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<IModelCatalogue>(model);
        builder.Services.AddSingleton<IChatClients>(model);
        builder.Services.AddFiles(settings);
        builder.Services.AddChat(settings);
        builder.Services.AddOperations();
        var host = builder.Build();
        await host.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        foreach (var step in host.Services.GetServices<IBeforeReady>())
        {
            await step.RunAsync(CancellationToken.None);
        }

        await host.StartAsync();
        host.Services.GetRequiredService<Readiness>().MarkReady();
        return new(database, ownsDatabase, host, model);
    }
}
