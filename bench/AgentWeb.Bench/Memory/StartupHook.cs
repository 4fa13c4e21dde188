using AgentWeb.Bench.Memory;

// The runtime looks for exactly this name, outside of any namespace, when DOTNET_STARTUP_HOOKS names this assembly:
// https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md

/// <summary>Runs in AgentWeb's process before AgentWeb does.</summary>
#pragma warning disable MA0047 // See above.
internal static class StartupHook
#pragma warning restore MA0047
{
    /// <summary>Starts to answer how much memory the process uses.</summary>
    public static void Initialize() => HeapGauge.Start();
}
