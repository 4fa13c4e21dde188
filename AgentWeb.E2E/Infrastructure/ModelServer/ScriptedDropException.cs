namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>Thrown out of the handler, it makes Kestrel close the connection without the end of the body.</summary>
internal sealed class ScriptedDropException : Exception;
