using System.Diagnostics.CodeAnalysis;

namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>Thrown out of the handler, it makes Kestrel close the connection without the end of the body.</summary>
[SuppressMessage("Roslynator", "RCS1194", Justification = "It carries nothing.")]
internal sealed class ScriptedDropException : Exception;
