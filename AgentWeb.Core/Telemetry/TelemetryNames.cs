using System.Diagnostics;

namespace AgentWeb.Core.Telemetry;

/// <summary>Names under which AgentWeb's measurements and activities are found.</summary>
public static class TelemetryNames
{
    /// <summary>The meter and the source of activities.</summary>
    public const string Source = "AgentWeb";

    /// <summary>The source of activities.</summary>
    public static ActivitySource Activities { get; } = new(Source);
}
