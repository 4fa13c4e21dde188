using System.Diagnostics;

namespace AgentWeb.Hosting;

/// <summary>What a person can tell an administrator to find the request in the log.</summary>
internal static class TraceId
{
    /// <summary>The distributed trace's id where there is one, else the connection's.</summary>
    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
