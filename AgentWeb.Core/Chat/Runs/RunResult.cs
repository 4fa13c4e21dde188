using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Everything that is written when a run ends.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Text">The text that this run produced.</param>
/// <param name="Reasoning">The reasoning that it produced.</param>
/// <param name="Usage">Tokens used; null when the model was never asked.</param>
/// <param name="Timing">When its tokens came.</param>
internal sealed record RunResult(RunOutcome Outcome, string Text, string Reasoning, TokenUsage? Usage, RunTiming Timing)
{
    /// <summary>Requests to the model beyond the first.</summary>
    public int Retries { get; init; }

    /// <summary>The passages of files that the reply refers to, those of earlier segments too; null when the model was given none.</summary>
    public List<Citation>? Citations { get; init; }

    /// <summary>Output tokens a second from the first to the last; null when there is nothing to divide.</summary>
    public double? TokensPerSecond => Usage is { OutputTokens: > 0 } && Timing.StreamingTime > TimeSpan.Zero
        ? Math.Round(Usage.OutputTokens / Timing.StreamingTime.TotalSeconds, 1)
        : null;

    /// <summary>A run that ended before it was started.</summary>
    public static RunResult NotStarted(RunOutcome outcome) => new(outcome, "", "", Usage: null, default);
}

/// <summary>When the tokens of a run came.</summary>
/// <param name="FirstTokenAt">The first token; null when there was none.</param>
/// <param name="TimeToFirstToken">From picked to the first token.</param>
/// <param name="ReasoningTime">From the first reasoning to the first text.</param>
/// <param name="StreamingTime">From the first token to the last.</param>
internal readonly record struct RunTiming(
    DateTimeOffset? FirstTokenAt, TimeSpan? TimeToFirstToken, TimeSpan? ReasoningTime, TimeSpan StreamingTime);
