namespace AgentWeb.Core.Startup;

/// <summary>Takes away what is older than it may be. One service runs all of them, one after the other, and reports what they did.</summary>
public interface IRetentionTask
{
    /// <summary>Stable name.</summary>
    string Name { get; }

    /// <summary>How often it runs.</summary>
    TimeSpan Interval { get; }

    /// <summary>Takes it away, in pieces that do not keep others from writing.</summary>
    /// <returns>How many rows or files went.</returns>
    Task<long> RunOnceAsync(CancellationToken cancellationToken);
}
