namespace AgentWeb.Core.Data.Entities;

/// <summary>Where a job stands. The last four are ends.</summary>
public enum JobState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>A worker holds it.</summary>
    Running,

    /// <summary>The model ended it by itself.</summary>
    Completed,

    /// <summary>A person ended it.</summary>
    Stopped,

    /// <summary>It broke off after it had produced text.</summary>
    Interrupted,

    /// <summary>It failed before it had produced text.</summary>
    Failed,
}
