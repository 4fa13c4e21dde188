namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>A tool call of an answer; its arguments are streamed in pieces.</summary>
/// <param name="Id">The call's id.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">The arguments as JSON text.</param>
public sealed record ScriptedToolCall(string Id, string Name, string Arguments);
