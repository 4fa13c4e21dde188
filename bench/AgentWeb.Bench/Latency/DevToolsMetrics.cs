using Microsoft.Playwright;

namespace AgentWeb.Bench.Latency;

/// <summary>What the browser itself measures of a page.</summary>
internal static class DevToolsMetrics
{
    /// <summary>A figure of <c>Performance.getMetrics</c>; times are seconds. <c>Performance.enable</c> must have been sent.</summary>
    public static async Task<double> MetricAsync(this ICDPSession devTools, string name)
    {
        var metrics = (await devTools.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        return metrics.EnumerateArray().First(metric => metric.GetProperty("name").ValueEquals(name)).GetProperty("value").GetDouble();
    }
}
