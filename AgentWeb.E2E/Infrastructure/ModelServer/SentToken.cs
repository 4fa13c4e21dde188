using System.Runtime.InteropServices;

namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>A token that left the server.</summary>
/// <param name="Timestamp"><see cref="System.Diagnostics.Stopwatch"/> ticks just before it was written to the connection.</param>
/// <param name="EndOffset">Characters of the answer's text up to and with this token; unchanged by reasoning.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SentToken(long Timestamp, int EndOffset);
