using System.Diagnostics;

namespace AgentWeb.Core.Telemetry;

/// <summary>
/// The trace id under which the log has work that no request waits for. A run's is its own identifier as 32 hexadecimal digits, which is what a trace
/// id looks like (W3C Trace Context): it needs no column, stays the same on every node and after a restart, and can be told wherever the run is known.
/// </summary>
public static class WorkTrace
{
    private static readonly AsyncLocal<string?> Flowing = new();

    /// <summary>The trace id of the current flow: that of the work it belongs to, else that of the request; null outside of both.</summary>
    public static string? Id => Flowing.Value ?? Activity.Current?.TraceId.ToHexString();

    /// <summary>The trace id of a run.</summary>
    public static string OfRun(Guid runId) => runId.ToString("N");

    /// <summary>Says that this flow works on a run from here on, and begins an activity of its trace where somebody collects them.</summary>
    /// <param name="activity">Name of the activity.</param>
    /// <param name="runId">The run.</param>
    /// <returns>The activity, to be disposed when the work is done; null where nobody collects them.</returns>
    public static Activity? Begin(string activity, Guid runId)
    {
        Flowing.Value = OfRun(runId);
        var trace = new ActivityContext(ActivityTraceId.CreateFromString(Flowing.Value), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        return TelemetryNames.Activities.StartActivity(activity, ActivityKind.Internal, trace);
    }
}
