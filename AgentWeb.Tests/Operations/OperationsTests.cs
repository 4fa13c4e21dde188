using System.Security.Claims;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Operations.Figures;
using AgentWeb.Core.Startup;
using AgentWeb.Features.Admin.Operations;
using AgentWeb.Tests.Fakes;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Operations;

/// <summary>The operations page shows what is, whatever becomes of jobs.</summary>
public sealed class OperationsTests : IAsyncLifetime
{
    private const int Jobs = 200;

    private readonly BunitContext _pages = new();
    private readonly Dictionary<string, SendReceipt> _sent = new(StringComparer.Ordinal);
    private readonly List<Guid> _users = [];
    private ChatHost _host = null!;
    private QueueWatch _watch = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync(("Queue:MaxConcurrency", "4"), ("Queue:MaxQueuedPerUser", "1000"), ("Queue:NodeName", "here"));
        for (var i = 0; i < 5; i++)
        {
            _users.Add(await _host.AddUserAsync($"user{i}@example.test"));
        }

        _pages.Services.AddLocalization(options => options.ResourcesPath = "Resources");
        _pages.Services.AddFallbackServiceProvider(_host.Services);
        _pages.AddAuthorization().SetAuthorized("admin@example.test").SetClaims(new Claim(ClaimTypes.NameIdentifier, _users[0].ToString()));
        _pages.JSInterop.Mode = JSRuntimeMode.Loose;
        _watch = new(_host, _pages.Render<OperationsPage>());
    }

    public async ValueTask DisposeAsync()
    {
        await _pages.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Page_200JobsInEveryState_ShowsWhatTheDatabaseHolds()
    {
        await _watch.AgreeAsync("while there is nothing");
        var pause = _host.Get<PauseQueue>();
        await pause.RunAsync(_users[0], paused: true, CancellationToken.None);
        for (var i = 0; i < Jobs; i++)
        {
            await SendAsync(i);
        }

        await _watch.AgreeAsync("with all of them waiting and the queue paused");
        await ReprioritiseAsync();
        await _watch.AgreeAsync("after some were moved");
        await pause.RunAsync(_users[0], paused: false, CancellationToken.None);
        await RunningAsync(4);
        await _watch.AgreeAsync("with four running");

        var cancelled = await CancelWaitingAsync(10);
        await _watch.AgreeAsync("after some were cancelled");
        await DrainAsync();
        for (var i = 0; i < Jobs - 10 - cancelled.Drained; i++)
        {
            await EndNextAsync(i);
            if (i % 20 == 0)
            {
                await _watch.AgreeAsync($"after {i} had ended");
            }
            else if (i % 4 == 0)
            {
                await _watch.ServiceAgreesAsync($"after {i} had ended");
            }
        }

        await RunningAsync(0);
        await _watch.AgreeAsync("when all had ended");
        Assert.True(_watch.Compared is { Service: > 50, Page: > 12 }, _watch.Compared.ToString());
        await FiguresAgreeAsync();
    }

    private async Task SendAsync(int number)
    {
        var user = _users[number % _users.Count];
        var input = new SendMessageInput($"job {number}", ModelKey: number % 3 == 0 ? "test/second" : "test/first");
        var sent = await _host.Get<SendMessage>().RunAsync(user, input, CancellationToken.None);
        Assert.True(sent.Succeeded, sent.Error?.Message);
        _sent[input.Text!] = sent.Value;
    }

    private async Task ReprioritiseAsync()
    {
        var set = _host.Get<SetJobPriority>();
        foreach (var (number, priority) in new[] { (150, JobPriority.High), (151, JobPriority.High), (199, JobPriority.High), (0, JobPriority.Low), (1, JobPriority.Low) })
        {
            Assert.Equal(priority, (await set.RunAsync(_sent[$"job {number}"].RunId, priority, CancellationToken.None)).Value!.Priority);
        }
    }

    private async Task<(int Count, int Drained)> CancelWaitingAsync(int count)
    {
        await using var db = await _host.Contexts.CreateDbContextAsync();
        var waiting = await db.Jobs.Where(j => j.State == JobState.Queued).OrderByDescending(j => j.Seq).Take(count).Select(j => j.RunId).ToListAsync();
        foreach (var runId in waiting)
        {
            Assert.Equal(MessageStatus.Stopped, (await _host.Get<KillRun>().RunAsync(runId, CancellationToken.None)).Value!.Status);
        }

        return (count, 1);
    }

    /// <summary>While the node drains one ends and none takes its place.</summary>
    private async Task DrainAsync()
    {
        var drain = _host.Get<DrainNode>();
        Assert.True((await drain.RunAsync("here", draining: true, CancellationToken.None)).Value);
        (await _host.Model.NextCallAsync()).Say("done").End();
        await RunningAsync(3);
        Assert.Null(await _host.Get<GenerationQueue>().TakeNextAsync(CancellationToken.None));
        await _watch.AgreeAsync("while the node drains");
        Assert.False((await drain.RunAsync("here", draining: false, CancellationToken.None)).Value);
        await RunningAsync(4);
    }

    private async Task EndNextAsync(int number)
    {
        var call = await _host.Model.NextCallAsync();
        var sent = _sent[call.Messages[^1].Text];
        switch (number % 5)
        {
            case 0:
                call.Fail(new ModelException(ModelErrorCode.ContextTooLong, "Too long."));
                break;
            case 1:
                call.Say("half ", "a reply").Fail(new ModelException(ModelErrorCode.Interrupted, "It broke off."));
                break;
            case 2:
                call.Say("some");
                await _host.Get<StopRun>().RunAsync((await _host.JobAsync(sent.RunId)).OwnerId, new(sent.RunId), CancellationToken.None);
                break;
            case 3:
                call.Say("some");
                await _host.Get<KillRun>().RunAsync(sent.RunId, CancellationToken.None);
                break;
            default:
                call.Say("a ", "whole ", "reply").End();
                break;
        }

        await _host.EndOfAsync(sent);
    }

    private Task RunningAsync(int count) => Eventually.TrueAsync(
        async () =>
        {
            await using var db = await _host.Contexts.CreateDbContextAsync();
            return await db.Jobs.CountAsync(j => j.State == JobState.Running) == count;
        },
        $"{count} run");

    private async Task FiguresAgreeAsync()
    {
        var figures = await _host.Get<ReadFigures>().RunAsync(FigurePeriod.Hour, CancellationToken.None);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        var ended = await db.Jobs.AsNoTracking().ToListAsync();
        Assert.Equal((Jobs, Jobs), (ended.Count, figures.Whole.Ended));
        Assert.All(ended, job => Assert.NotNull(job.FinishedAt));
        Assert.Equal(["context_too_long", "upstream_interrupted"], figures.ErrorCodes.Order(StringComparer.Ordinal));
        Assert.Equal(ended.Count(j => j.State is JobState.Failed or JobState.Interrupted), figures.Whole.Failed);
        Assert.True(figures.Whole.Wait.P95 >= figures.Whole.Wait.P50, "Half of them waited longer than nearly all.");
        var node = Assert.Single(await db.Nodes.AsNoTracking().ToListAsync());
        Assert.Equal((_host.Get<NodeIdentity>().Node, false), (node.Name, node.Draining));
    }
}
