namespace AgentWeb.Core.Data.Entities;

/// <summary>A user's place in the rotation: within a class of urgency the one who was served longest ago goes next.</summary>
public sealed class QueueTurn : IOwned
{
    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>
    /// Whether the user may have a waiting job. Raised by the transaction that adds one and lowered by the one that takes the last, so
    /// that picking looks only at those who wait.
    /// </summary>
    public bool IsWaiting { get; set; }

    /// <summary>Counts up over all users each time one is served; 0 before the first time.</summary>
    public long LastServed { get; set; }
}
