using AgentWeb.Core.Startup;
using AgentWeb.Hosting;
using AgentWeb.Tests.Fakes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace AgentWeb.Tests.Hosting;

public sealed class BecomeReadyTests
{
    [Fact]
    public async Task Run_AStepFails_StopsTheServerAndSaysWhy()
    {
        using var log = new CapturedLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var readiness = new Readiness();
        var lifetime = Substitute.For<IHostApplicationLifetime>();
        var failing = Substitute.For<IBeforeReady>();
        failing.RunAsync(Arg.Any<CancellationToken>()).Returns(Task.FromException(new InvalidConfigurationException("Some:Key is wrong.")));
        var never = Substitute.For<IBeforeReady>();
        using var service = new BecomeReady(
            [failing, never], new WarmUps([], lifetime), readiness, firstRun: null!, Substitute.For<IServer>(), lifetime, loggers.CreateLogger<BecomeReady>());

        await service.StartAsync(TestContext.Current.CancellationToken);
        await service.ExecuteTask!;

        lifetime.Received(1).StopApplication();
        await never.DidNotReceive().RunAsync(Arg.Any<CancellationToken>());
        Assert.True(readiness.HasFailed);
        Assert.False(readiness.IsReady);
        Assert.Single(log.Lines, line => line.Contains("AgentWeb cannot start. Some:Key is wrong.", StringComparison.Ordinal));
    }
}
