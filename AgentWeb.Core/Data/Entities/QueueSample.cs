namespace AgentWeb.Core.Data.Entities;

/// <summary>How long the queue was at one moment, for charts; taken once a minute by one node.</summary>
public sealed class QueueSample
{
    /// <summary>The minute.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Replies that waited.</summary>
    public int Waiting { get; set; }

    /// <summary>Jobs that ran.</summary>
    public int Running { get; set; }
}
