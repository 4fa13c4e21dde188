using AgentWeb.Core.Files.Pdf;
using static AgentWeb.Hosting.HealthChecks.Said;

namespace AgentWeb.Hosting.HealthChecks;

/// <summary>Whether PDFs can be read: that takes programs that are installed apart.</summary>
internal sealed class ExtractorHealth(ReadPopplerVersion version) : IHealthPart
{
    public string Name => "extractors";

    public TimeSpan Interval => TimeSpan.FromMinutes(5);

    public async Task<HealthFinding> CheckAsync(CancellationToken cancellationToken) => await version.RunAsync(cancellationToken) is { } found
        ? new(HealthState.Healthy, Say("poppler {0} reads PDFs.", found))
        : new(HealthState.Degraded, Say("PDFs cannot be read: poppler-utils is not installed."));
}
