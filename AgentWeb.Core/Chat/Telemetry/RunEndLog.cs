using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Chat.Usage;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Chat.Telemetry;

/// <summary>
/// What the log says about a run that has ended: who it was for, which model, how it ended, how long it took and how much came; never what was said. The
/// trace id is the one that a person is told of a failure.
/// </summary>
internal static partial class RunEndLog
{
    /// <summary>Logs the end.</summary>
    public static void Ended(this ILogger logger, RunIdentity run, RunFacts facts, RunResult result, DateTimeOffset now) => Log(
        logger,
        result.Outcome.Failure is null ? LogLevel.Information : LogLevel.Warning,
        PublicId.Format(PublicId.Run, run.RunId),
        run.OwnerId,
        RunStatusNames.Of(result.Outcome.Status),
        (result.Outcome.Failure ?? result.Outcome.Notice)?.Code ?? result.Outcome.FinishReason,
        run.Kind,
        facts.ModelKey,
        (long)((facts.StartedAt ?? now) - facts.WaitingSince).TotalMilliseconds,
        (long)(now - (facts.StartedAt ?? now)).TotalMilliseconds,
        (long?)result.Timing.TimeToFirstToken?.TotalMilliseconds,
        result.Usage?.InputTokens,
        result.Usage?.OutputTokens,
        result.Text.Length + result.Reasoning.Length,
        result.Retries,
        WorkTrace.OfRun(run.RunId));

    [LoggerMessage(
        Message = "{RunId} of user {UserId} ended {Status} ({Reason}): {Kind} by {Model}, waited {WaitedMs} ms, ran {DurationMs} ms, first token after "
            + "{FirstTokenMs} ms, {InputTokens} tokens in, {OutputTokens} out, {Characters} characters, {Retries} retries, trace {Trace}")]
    private static partial void Log(
        ILogger logger, LogLevel level, string runId, Guid userId, string status, string? reason, JobKind kind, string model, long waitedMs, long durationMs,
        long? firstTokenMs, long? inputTokens, long? outputTokens, int characters, int retries, string trace);
}
