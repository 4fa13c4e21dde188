using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>A run that this process knows: from accepted until a while after its end.</summary>
public sealed class LiveRun
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal LiveRun(RunIdentity identity)
    {
        Identity = identity;
        Log.Append(new AcceptedEvent(
            PublicId.Format(PublicId.Session, identity.ConversationId),
            PublicId.Format(PublicId.Run, identity.RunId),
            PublicId.Format(PublicId.Message, identity.UserMessageId),
            PublicId.Format(PublicId.Message, identity.MessageId)));
        if (identity.ContinuesFrom is { } length)
        {
            Log.Append(new ContinueStartedEvent(length));
        }
    }

    /// <summary>Whose it is and what it writes.</summary>
    public RunIdentity Identity { get; }

    /// <summary>Its events.</summary>
    public RunLog Log { get; } = new();

    /// <summary>Ends when the upstream request is closed and the end is written.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Whether a person asked it to stop.</summary>
    public bool StopRequested => _stop.IsCancellationRequested;

    /// <summary>Whether this process writes it, rather than knowing of it only; set by <see cref="RunRegistry"/>.</summary>
    internal bool RunsHere { get; set; }

    /// <summary>How its tokens come; nothing before the first, and nothing of a run of another node.</summary>
    public RunPace Pace => Recorder?.Pace() ?? default;

    /// <summary>What counts its tokens, once the model is asked.</summary>
    internal RunRecorder? Recorder { get; set; }

    /// <summary>Why somebody else than its owner had it stopped; null when nobody did.</summary>
    internal RunFailure? StoppedBecause { get; private set; }

    /// <summary>Characters of text and reasoning that are in the database, and how many chunks hold them.</summary>
    internal RunSavePoint Saved { get; set; }

    /// <summary>Set once the end is being written: snapshots leave the run alone from then on.</summary>
    internal bool IsSealed { get; set; }

    /// <summary>Cancelled when a person stops the run.</summary>
    internal CancellationToken Stopping => _stop.Token;

    /// <summary>Asks it to stop; again is harmless.</summary>
    /// <param name="because">What its owner is told, where it was not their doing.</param>
    internal Task RequestStopAsync(RunFailure? because = null)
    {
        if (!StopRequested)
        {
            StoppedBecause = because;
        }

        return _stop.CancelAsync();
    }

    /// <summary>Marks its end; false when it had ended already.</summary>
    internal bool MarkEnded() => _ended.TrySetResult();
}

/// <summary>The identifiers of a run.</summary>
/// <param name="JobSeq">Row of the queue.</param>
/// <param name="RunId">The run.</param>
/// <param name="OwnerId">The user.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="UserMessageId">The message that is answered.</param>
/// <param name="MessageId">The reply.</param>
/// <param name="ContinuesFrom">Length in UTF-16 characters of the text that a continuation goes on from; null for a whole reply.</param>
/// <param name="Kind">What it writes.</param>
public sealed record RunIdentity(
    long JobSeq, Guid RunId, Guid OwnerId, Guid ConversationId, Guid UserMessageId, Guid MessageId, int? ContinuesFrom, JobKind Kind)
{
    /// <summary>The run of a job.</summary>
    public static RunIdentity From(GenerationJob job) =>
        new(job.Seq, job.RunId, job.OwnerId, job.ConversationId, job.UserMessageId, job.MessageId, job.ContinuesFrom, job.Kind);
}

/// <summary>How much of a run is in the database.</summary>
internal readonly record struct RunSavePoint(int Text, int Reasoning, int Chunks);
