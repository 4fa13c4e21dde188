using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Chat.Runs;

/// <summary>A job that is taken over from a dead worker goes to its end or back, whatever happens meanwhile: nothing is held for ever.</summary>
public sealed class SettleOrphansTests : IAsyncLifetime
{
    private const string Dead = "dead/1";

    private ChatHost _host = null!;
    private SendReceipt _sent = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync(("Queue:Lease", "01:00:00")); // Nobody else settles meanwhile.
        var ada = await _host.AddUserAsync();
        await _host.Get<PauseQueue>().RunAsync(ada, paused: true, Cancellation);
        _sent = await _host.SendAsync(ada, "Hello");
        var passed = Now.AddMinutes(-1);
        await using var db = await _host.Contexts.CreateDbContextAsync(Cancellation);
        await db.Jobs.ExecuteUpdateAsync(
            set => set.SetProperty(j => j.State, JobState.Running).SetProperty(j => j.LeaseOwner, Dead).SetProperty(j => j.LeaseUntil, passed),
            Cancellation);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task RunAsync_WhoWaitsLeaves_SettlesItAllTheSame()
    {
        using var caller = new CancellationTokenSource();
        var settle = Settle(_host.Contexts, caller.Cancel);

        await settle.RunAsync(j => j.LeaseOwner == Dead, caller.Token);

        Assert.True(caller.IsCancellationRequested, "Nobody left.");
        var job = await _host.JobAsync(_sent.RunId);
        Assert.Equal((JobState.Queued, (string?)null), (job.State, job.LeaseOwner));
    }

    [Fact]
    public async Task RunAsync_Fails_GivesItBackForTheNextLook()
    {
        var settle = Settle(_host.Contexts, () => throw new InvalidOperationException("It does not work."));

        await Assert.ThrowsAsync<InvalidOperationException>(() => settle.RunAsync(j => j.LeaseOwner == Dead, Cancellation));

        var job = await _host.JobAsync(_sent.RunId);
        Assert.Equal((JobState.Running, Dead), (job.State, job.LeaseOwner));
        Assert.True(job.LeaseUntil < Now, "It is held for longer.");
        await _host.Get<LeaseKeeper>().RunOnceAsync(Cancellation);
        Assert.Equal(JobState.Queued, (await _host.JobAsync(_sent.RunId)).State);
    }

    [Fact]
    public async Task RunAsync_CannotGiveItBackEither_DoesSoTheNextTime()
    {
        using var contexts = new UnsteadyContexts(_host.Contexts);
        var settle = Settle(contexts, () =>
        {
            contexts.Fails = true;
            throw new InvalidOperationException("It does not work.");
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => settle.RunAsync(j => j.LeaseOwner == Dead, Cancellation));
        Assert.Equal(_host.Get<NodeIdentity>().Owner, (await _host.JobAsync(_sent.RunId)).LeaseOwner);

        contexts.Fails = false;
        await settle.RunAsync(j => j.LeaseOwner == Dead, Cancellation);

        Assert.Equal(JobState.Queued, (await _host.JobAsync(_sent.RunId)).State);
    }

    /// <summary>Settles as the server does, but that something happens when a job is taken over and does not wait again yet.</summary>
    private SettleOrphans Settle(IDbContextFactory<AppDbContext> contexts, Action taken) => new(
        contexts, _host.Get<RunRegistry>(), _host.Get<FinishRun>(), _host.Get<NodeIdentity>(), _host.Get<QueueSignal>(),
        _host.Get<IOptionsMonitor<QueueOptions>>(), new EventfulTime(taken), NullLogger<SettleOrphans>.Instance);

    /// <summary>A clock on whose second look something happens: the first is for the lease, the second for the waiting.</summary>
    private sealed class EventfulTime(Action onSecondLook) : TimeProvider
    {
        private int _looks;

        public override DateTimeOffset GetUtcNow()
        {
            if (++_looks == 2)
            {
                onSecondLook();
            }

            return System.GetUtcNow();
        }
    }
}
