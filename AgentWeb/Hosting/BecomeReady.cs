using AgentWeb.Core.Accounts;
using AgentWeb.Core.Startup;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AgentWeb.Hosting;

/// <summary>
/// Runs every <see cref="IBeforeReady"/> while the server already listens (and answers 503 to all but health checks), then lets requests
/// in and tells the operator where to go.
/// </summary>
internal sealed partial class BecomeReady(
    IEnumerable<IBeforeReady> steps,
    WarmUps warmUps,
    Readiness readiness,
    FirstRun firstRun,
    IServer server,
    IHostApplicationLifetime lifetime,
    ILogger<BecomeReady> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var step in steps)
            {
                await step.RunAsync(stoppingToken);
            }

            await warmUps.WhenOverAsync(stoppingToken);
            readiness.MarkReady();
            await WaitUntilListeningAsync(stoppingToken);
            await AnnounceAsync(stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(logger, StartupFailure.Describe(failure), failure);
            readiness.MarkFailed();
            lifetime.StopApplication();
        }
    }

    private async Task WaitUntilListeningAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(Reachable).ToArray() ?? [];
        LogReady(logger, string.Join(" and ", addresses));
        if (await firstRun.IsPendingAsync(cancellationToken))
        {
            LogSetUp(logger, addresses.FirstOrDefault() + "/setup", firstRun.Code.ToString());
        }
    }

    /// <summary>An address that a browser on this machine can open, where the server listens on all of them.</summary>
    private static string Reachable(string address) => address
        .Replace("//[::]", "//localhost", StringComparison.Ordinal)
        .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
        .Replace("//*", "//localhost", StringComparison.Ordinal)
        .Replace("//+", "//localhost", StringComparison.Ordinal);

    [LoggerMessage(Level = LogLevel.Information, Message = "AgentWeb is ready at {Addresses}")]
    private static partial void LogReady(ILogger logger, string addresses);

    [LoggerMessage(Level = LogLevel.Information, Message = "There is no administrator yet. Open {Address} and enter the set-up code {SetupCode}")]
    private static partial void LogSetUp(ILogger logger, string address, string setupCode);

    [LoggerMessage(Level = LogLevel.Critical, Message = "AgentWeb cannot start. {Reason}")]
    private static partial void LogFailed(ILogger logger, string? reason, Exception failure);
}
