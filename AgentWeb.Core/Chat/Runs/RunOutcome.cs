using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>How a run ended.</summary>
/// <param name="State">The job's last state.</param>
/// <param name="Status">The reply's last status.</param>
/// <param name="FinishReason">Why the model ended it; <c>cancelled</c> when a person did.</param>
/// <param name="Failure">What went wrong; null when nothing did.</param>
public sealed record RunOutcome(JobState State, MessageStatus Status, string? FinishReason, RunFailure? Failure)
{
    /// <summary>The model ended the reply.</summary>
    public static RunOutcome Completed(string finishReason) => new(JobState.Completed, MessageStatus.Complete, finishReason, Failure: null);

    /// <summary>A person stopped it.</summary>
    public static RunOutcome Stopped { get; } = new(JobState.Stopped, MessageStatus.Stopped, "cancelled", Failure: null);

    /// <summary>Somebody else than its owner stopped it.</summary>
    /// <param name="notice">What the owner is told; null when it was they who did.</param>
    public static RunOutcome StoppedBy(RunFailure? notice) => Stopped with { Notice = notice };

    /// <summary>What is said about an end that is no failure.</summary>
    public RunFailure? Notice { get; init; }

    /// <summary>It failed: interrupted when there is text, which is kept, else an error.</summary>
    public static RunOutcome Failed(RunFailure failure, bool hasText) => hasText
        ? new(JobState.Interrupted, MessageStatus.Interrupted, FinishReason: null, failure)
        : new(JobState.Failed, MessageStatus.Error, FinishReason: null, failure);
}

/// <summary>What went wrong in a run.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">A sentence a person can act on.</param>
/// <param name="Retryable">Trying again may help.</param>
public sealed record RunFailure(string Code, string Message, bool Retryable = true);
