namespace AgentWeb.Bench.Load;

/// <summary>What holding many streams at once came to.</summary>
internal sealed record CrowdResult
{
    /// <summary>How many there were.</summary>
    public required int Streams { get; init; }

    /// <summary>How long it took until each of them had text.</summary>
    public required TimeSpan Opening { get; init; }

    /// <summary>How long all of them ran at once.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Processor time of the server in that time.</summary>
    public required TimeSpan ProcessorTime { get; init; }

    /// <summary>Of each token that was sent in that time how long it took, in milliseconds.</summary>
    public required double[] Lags { get; init; }

    /// <summary>The same with when each token was sent, in <see cref="System.Diagnostics.Stopwatch"/> ticks; empty where nobody asks for it.</summary>
    public IReadOnlyList<(long At, double Lag)> Samples { get; init; } = [];

    /// <summary>Events that the clients read in that time; one can hold several tokens.</summary>
    public required int Events { get; init; }

    /// <summary>Streams whose text is not exactly what was sent.</summary>
    public required int Broken { get; init; }

    /// <summary>Tokens a second of each stream: what the model server sent, whatever it was meant to.</summary>
    public double TokensPerSecond => Lags.Length / Window.TotalSeconds / Streams;

    /// <summary>Processor time of the server for a token, in microseconds.</summary>
    public double MicrosecondsPerToken => ProcessorTime.TotalMicroseconds / Lags.Length;

    /// <summary>Says what was measured.</summary>
    public string Describe(string name) => FormattableString.Invariant(
        $"  {name}: {Streams} streams open after {Opening.TotalSeconds:0.0} s, {Window.TotalSeconds:0.0} s at once, {TokensPerSecond:0.0} tokens/s each, {Lags.Length:N0} tokens in {Events:N0} events, server {ProcessorTime / Window:0.00} processors, {Broken} broken");
}
