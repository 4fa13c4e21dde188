namespace AgentWeb.Core.Data.Entities;

/// <summary>What a reader thinks of a reply.</summary>
public enum MessageFeedback
{
    /// <summary>It helped.</summary>
    Good,

    /// <summary>It did not.</summary>
    Bad,
}
