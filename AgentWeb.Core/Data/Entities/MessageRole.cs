namespace AgentWeb.Core.Data.Entities;

/// <summary>Who speaks in a message.</summary>
public enum MessageRole
{
    /// <summary>Instructions.</summary>
    System,

    /// <summary>The person.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}
