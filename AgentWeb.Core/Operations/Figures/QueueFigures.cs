namespace AgentWeb.Core.Operations.Figures;

/// <summary>What became of replies in a period.</summary>
/// <param name="Step">Length of a point.</param>
/// <param name="Points">The period in equal parts, oldest first; the last one is not over yet.</param>
/// <param name="Whole">The period as one point.</param>
/// <param name="ErrorCodes">The codes of what failed, most frequent first.</param>
public sealed record QueueFigures(TimeSpan Step, IReadOnlyList<FigurePoint> Points, FigurePoint Whole, IReadOnlyList<string> ErrorCodes)
{
    /// <summary>Replies that ended in a minute, on average.</summary>
    public double PerMinute => Points.Count == 0 ? 0 : Whole.Ended / (Step.TotalMinutes * Points.Count);
}

/// <summary>What became of replies in a part of a period.</summary>
/// <param name="At">Its beginning.</param>
/// <param name="Waiting">How many waited, on average of its minutes; null where nobody counted.</param>
/// <param name="Running">How many ran, likewise.</param>
/// <param name="Ended">Replies that ended.</param>
/// <param name="Failures">Those that failed or broke off, by code.</param>
/// <param name="Wait">Time in the queue, in seconds.</param>
/// <param name="FirstToken">Time to first token, in seconds.</param>
public sealed record FigurePoint(
    DateTimeOffset At, double? Waiting, double? Running, int Ended, IReadOnlyDictionary<string, int> Failures, Quantiles Wait, Quantiles FirstToken)
{
    /// <summary>How many failed or broke off.</summary>
    public int Failed => Failures.Values.Sum();
}

/// <summary>The middle and the slow end of a measure; null where nothing was measured.</summary>
public readonly record struct Quantiles(double? P50, double? P95);
