using static AgentWeb.Hosting.HealthChecks.Said;

namespace AgentWeb.Hosting.HealthChecks;

/// <summary>What carries news between parts of the server: this process itself, so far.</summary>
internal sealed class BrokerHealth : IHealthPart
{
    public string Name => "broker";

    public TimeSpan Interval => TimeSpan.FromMinutes(5);

    public Task<HealthFinding> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new HealthFinding(HealthState.Healthy, Say("News is carried within this process.")));
}
