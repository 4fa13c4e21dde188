namespace AgentWeb.Core.Files.Processes;

/// <summary>What a <see cref="LimitedProcess"/> gets.</summary>
internal sealed record ProcessLimits
{
    /// <summary>Bytes of addresses; null for a program that has a limit of its own.</summary>
    public long? Memory { get; init; }

    /// <summary>Seconds of processor time.</summary>
    public required int ProcessorSeconds { get; init; }

    /// <summary>
    /// Most processor time between two pieces of what it writes, where that is read as text. Time in which it waits behind others does not count. Programs
    /// write some kilobytes at a time, so this may be the work for many pages that have hardly any text.
    /// </summary>
    public TimeSpan SilentWork { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>What its environment holds beside the paths to programs.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether it is told something over its input, which otherwise is closed.</summary>
    public bool TakesInput { get; init; }
}
