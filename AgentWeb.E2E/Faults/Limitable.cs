using System.Diagnostics;
using System.Globalization;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.E2E.Faults;

/// <summary>A server that is told when it writes beyond the limit of its process, and goes on; by default it would be ended.</summary>
public sealed class Limitable : FaultStage
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Launcher => ["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"];

    /// <summary>Limits the size of the files that the running server may write: 0 for none at all, or <c>unlimited</c>.</summary>
    internal static async Task LimitFilesAsync(AgentWebServer server, string size)
    {
        using var prlimit = Process.Start("prlimit", ["--pid", server.ProcessId.ToString(CultureInfo.InvariantCulture), $"--fsize={size}:unlimited"]);
        await prlimit.WaitForExitAsync();
        Assert.Equal(0, prlimit.ExitCode);
    }
}
