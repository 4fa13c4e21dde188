namespace AgentWeb.Core.Data.Entities;

/// <summary>What an administrator decided about the queue as a whole; one row, which outlives a restart.</summary>
public sealed class QueueControl
{
    /// <summary>The key of the one row.</summary>
    public const int OnlyId = 1;

    /// <summary>Always <see cref="OnlyId"/>.</summary>
    public int Id { get; set; } = OnlyId;

    /// <summary>Whether nothing new is started. What runs goes on.</summary>
    public bool Paused { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Who changed it.</summary>
    public Guid ChangedBy { get; set; }
}
