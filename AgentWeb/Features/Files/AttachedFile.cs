namespace AgentWeb.Features.Files;

/// <summary>What the browser is told about a file that is attached to a draft.</summary>
/// <param name="Id">The file, as addresses name it.</param>
/// <param name="Status">Where its processing stands: <c>pending</c>, <c>processing</c>, <c>completed</c>, <c>failed</c>, <c>cancelled</c>.</param>
/// <param name="Progress">How much is processed, from 0 to 1.</param>
/// <param name="Error">What went wrong, in the reader's language.</param>
public sealed record AttachedFile(string Id, string Status, double Progress, string? Error);
