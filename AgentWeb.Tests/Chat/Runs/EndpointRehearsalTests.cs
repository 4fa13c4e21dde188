using AgentWeb.Core.Chat.Runs;
using AgentWeb.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Chat.Runs;

public sealed class EndpointRehearsalTests
{
    [Fact]
    public async Task Ask_NoNetwork_GivesAWholeReplyByWayOfTheAttempts()
    {
        await using var host = await ChatHost.StartAsync();
        var rehearsal = ActivatorUtilities.CreateInstance<EndpointRehearsal>(host.Services);

        var answer = await rehearsal.AskAsync(TestContext.Current.CancellationToken);

        Assert.Equal("4", answer);
    }
}
