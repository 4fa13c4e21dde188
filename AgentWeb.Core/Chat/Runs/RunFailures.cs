using AgentWeb.Core.Models;
using AgentWeb.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Says what an exception of a run means: who ended it, and what the person is told.</summary>
internal sealed partial class RunFailures(ILogger<RunFailures> logger)
{
    /// <summary>The model that was chosen is not there any more.</summary>
    public static RunFailure ModelGone { get; } = new(
        "model_not_available", "The model that was asked is not configured any more. Your message is kept. Choose another model and try again.");

    private static RunFailure ServerStopped { get; } = new(
        "server_stopped", "The server was stopped while the reply was being written. What arrived is kept.");

    private static RunFailure Unexpected { get; } = new(
        "internal_error", "Something went wrong on this server. Your message is kept. If it happens again, tell your administrator the trace id.");

    /// <summary>The outcome that a failure means; null when the job goes back into the queue.</summary>
    public RunOutcome? OutcomeOf(Exception failure, LiveRun run, RunLimits limits, bool producedText, CancellationToken serverStopping)
    {
        var hasText = producedText || run.Identity.ContinuesFrom > 0;
        if (run.StopRequested)
        {
            return RunOutcome.StoppedBy(run.StoppedBecause);
        }

        if (limits.Failure is { } limit)
        {
            return RunOutcome.Failed(limit, hasText);
        }

        if (serverStopping.IsCancellationRequested)
        {
            return producedText ? RunOutcome.Failed(ServerStopped, hasText) : null;
        }

        if (failure is ModelException model)
        {
            return RunOutcome.Failed(new(model.Code.ToString(), model.Message, model.Retryable), hasText);
        }

        LogUnexpected(logger, failure, run.Identity.RunId, WorkTrace.OfRun(run.Identity.RunId));
        return RunOutcome.Failed(Unexpected, hasText);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} failed unexpectedly, trace {Trace}")]
    private static partial void LogUnexpected(ILogger logger, Exception failure, Guid runId, string trace);
}
