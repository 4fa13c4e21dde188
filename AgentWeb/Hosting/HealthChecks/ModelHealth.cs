using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Models.Managed;
using static AgentWeb.Hosting.HealthChecks.Said;

namespace AgentWeb.Hosting.HealthChecks;

/// <summary>Whether model servers answer, and whether one is being left alone because its requests fail.</summary>
internal sealed class ModelHealth(ProbeEndpoints probe, EndpointBreakers breakers) : IHealthPart
{
    public string Name => "models";

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public async Task<HealthFinding> CheckAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        var probes = await probe.RunAsync(limit.Token);
        if (probes.Count == 0)
        {
            return new(HealthState.Healthy, Say("None is configured. The built-in assistant answers."));
        }

        List<Said> wrong = [.. probes.Where(p => !p.Answers).Select(p => Say("{0} does not answer.", p.Name))];
        wrong.AddRange(probes.Where(p => breakers.IsOpen(p.Name)).Select(p => Say("Requests to {0} fail; it is left alone for a moment.", p.Name)));
        return wrong.Count == 0 ? new(HealthState.Healthy, Say("{0} answer.", probes.Count)) : new(HealthState.Degraded, wrong);
    }
}
