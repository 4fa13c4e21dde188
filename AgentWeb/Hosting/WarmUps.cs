using AgentWeb.Core.Startup;

namespace AgentWeb.Hosting;

/// <summary>Runs every <see cref="IWarmUp"/> beside the start: those that need no data from the beginning, the others once the database is prepared.</summary>
internal sealed class WarmUps(IEnumerable<IWarmUp> all, IHostApplicationLifetime lifetime) : IHostedService
{
    private Task _withoutData = Task.CompletedTask;
    private Task _withData = Task.CompletedTask;

    /// <summary>Begins with those that need no data. Called as soon as there are services.</summary>
    public void Begin() => _withoutData = RunAsync(all.Where(each => !each.NeedsData));

    /// <summary>Begins with the others.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _withData = RunAsync(all.Where(each => each.NeedsData));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits until all of them are over.</summary>
    /// <exception cref="Exception">What one of them failed with.</exception>
    public Task WhenOverAsync(CancellationToken cancellationToken) => Task.WhenAll(_withoutData, _withData).WaitAsync(cancellationToken);

    private Task RunAsync(IEnumerable<IWarmUp> some) =>
        Task.WhenAll(some.Select(each => Task.Run(() => each.RunAsync(lifetime.ApplicationStopping), CancellationToken.None)).ToArray());
}
