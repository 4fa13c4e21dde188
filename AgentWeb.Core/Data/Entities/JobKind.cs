namespace AgentWeb.Core.Data.Entities;

/// <summary>What a generation writes.</summary>
public enum JobKind
{
    /// <summary>A reply, from its beginning.</summary>
    Reply,

    /// <summary>A further segment of a reply that stopped, broke off or reached its length limit.</summary>
    Continuation,

    /// <summary>A title for the conversation, in the background.</summary>
    Title,

    /// <summary>A summary of the conversation, in the background.</summary>
    Summary,
}
