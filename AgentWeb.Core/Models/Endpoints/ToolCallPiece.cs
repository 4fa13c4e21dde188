namespace AgentWeb.Core.Models.Endpoints;

/// <summary>A piece of a tool call, with whatever of it the server sent.</summary>
/// <param name="Index">Place of the call in the answer.</param>
/// <param name="Id">Id of the call.</param>
/// <param name="Name">The function.</param>
/// <param name="Arguments">A piece of the arguments' JSON text.</param>
internal sealed record ToolCallPiece(int? Index, string? Id, string? Name, string? Arguments);
