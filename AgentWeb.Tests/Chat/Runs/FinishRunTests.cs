using AgentWeb.Core.Chat.Background;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Chat.Telemetry;
using AgentWeb.Core.Chat.Usage;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Models;
using AgentWeb.Core.Startup;
using AgentWeb.Tests.Fakes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentWeb.Tests.Chat.Runs;

public sealed class FinishRunTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private ChatHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ChatHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task RunAsync_DatabaseStaysAwayTooLong_SaysSoAndWritesTheEndOnceItIsBack()
    {
        var sent = await _host.SendAsync(await _host.AddUserAsync(), "Hello");
        await _host.Model.NextCallAsync();
        var run = _host.Get<RunRegistry>().Find(sent.RunId)!;
        var contexts = new FailingContexts(_host.Contexts) { Fails = true };
        var finish = Finish(contexts);

        var finishing = finish.RunAsync(run, JobState.Running, new(RunOutcome.Completed("stop"), "The whole reply.", "", Usage: null, default));
        while (!finishing.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.False(await finishing);
        var told = await run.Log.ReadFromAsync(after: null).OfType<ErrorEvent>().SingleAsync();
        Assert.Equal("storage_unavailable", told.Code);
        await Assert.ThrowsAsync<SqliteException>(() => finish.WriteLateAsync(CancellationToken.None));
        Assert.Equal(JobState.Running, (await _host.JobAsync(sent.RunId)).State);

        contexts.Fails = false;
        await finish.WriteLateAsync(CancellationToken.None);

        var job = await _host.JobAsync(sent.RunId);
        Assert.Equal((JobState.Completed, (string?)null), (job.State, job.LeaseOwner));
        Assert.Equal("The whole reply.", (await _host.MessageAsync(sent.MessageId)).Text);
    }

    private FinishRun Finish(IDbContextFactory<AppDbContext> contexts) => new(
        contexts, _host.Get<RunRegistry>(), _host.Get<SnapshotWriter>(), _host.Get<QueueSignal>(), _host.Get<ConversationChanges>(),
        _host.Get<AskForTitle>(), _host.Get<CountUsage>(), _host.Get<IModelCatalogue>(), _host.Get<NodeIdentity>(), _host.Get<GenerationMeters>(), _time, NullLogger<FinishRun>.Instance);

    private sealed class FailingContexts(IDbContextFactory<AppDbContext> inner) : IDbContextFactory<AppDbContext>
    {
        public bool Fails { get; set; }

        public AppDbContext CreateDbContext() => Fails ? throw new SqliteException("disk I/O error", 10) : inner.CreateDbContext();
    }
}
