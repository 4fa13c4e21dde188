using AgentWeb.Core.Chat.Background;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Tests.Fakes;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Chat.Background;

public sealed class RunBackgroundJobTests
{
    [Fact]
    public async Task Run_NothingWritesTextsOfThatKind_DoesNotCountAsRunning()
    {
        await using var host = await ChatHost.StartAsync();
        var background = new RunBackgroundJob(
            host.Get<IModelCatalogue>(), host.Get<ModelAttempts>(), texts: [], host.Get<RunRegistry>(), host.Get<FinishRun>(), host.Get<ReturnJob>(),
            host.Get<RunFailures>(), host.Get<IOptionsMonitor<RunsOptions>>(), TimeProvider.System);
        var identity = new RunIdentity(
            1, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), ContinuesFrom: null, JobKind.Title);
        var job = new ClaimedJob(identity, "scripted/model", Temperature: null, MaxOutputTokens: null, TimeProvider.System.GetUtcNow());

        await Assert.ThrowsAsync<InvalidOperationException>(() => background.RunAsync(job, CancellationToken.None));

        Assert.False(host.Get<RunRegistry>().AnyRunsHere);
    }
}
