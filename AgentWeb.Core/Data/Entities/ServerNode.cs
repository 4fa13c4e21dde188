namespace AgentWeb.Core.Data.Entities;

/// <summary>A process that works on this database, as it last said.</summary>
public sealed class ServerNode
{
    /// <summary>Name of the node; <c>Queue:NodeName</c>.</summary>
    public required string Name { get; set; }

    /// <summary>When its process started.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When it last said that it lives.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>Whether it starts nothing new, so that it can be stopped once what it runs has ended.</summary>
    public bool Draining { get; set; }
}
