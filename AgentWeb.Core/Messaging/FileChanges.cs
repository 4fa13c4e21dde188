namespace AgentWeb.Core.Messaging;

/// <summary>Tells which of a user's files came, went, or got further in their processing.</summary>
public sealed class FileChanges : OwnedChanges;
