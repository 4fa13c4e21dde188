namespace AgentWeb.Core.Conversations;

/// <summary>A folder as lists show it.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Count">How many conversations are in it.</param>
public sealed record FolderSummary(Guid Id, string Name, int Count);
