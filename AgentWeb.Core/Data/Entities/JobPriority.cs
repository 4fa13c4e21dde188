namespace AgentWeb.Core.Data.Entities;

/// <summary>Classes of urgency; the number is what the queue sorts by.</summary>
public enum JobPriority
{
    /// <summary>Before all others.</summary>
    High = 0,

    /// <summary>What a person waits for.</summary>
    Normal = 1,

    /// <summary>Behind everything a person waits for.</summary>
    Low = 2,

    /// <summary>What nobody waits for: titles and summaries.</summary>
    Background = 3,
}
