using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// The numbered events of one run. It holds the text once; a <see cref="RunSubscription"/> is a place in it and a wake-up, so
/// readers merge what they missed, nothing is dropped, and a reader that does not read costs only itself.
/// </summary>
public sealed class RunLog
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private readonly TextBuffer _text = new();
    private readonly TextBuffer _reasoning = new();
    private readonly List<RunSubscription> _subscriptions = [];
    private QueueWait _place;
    private bool _completed;

    /// <summary>The log of a run that ended before this process knew it: one snapshot and the last event.</summary>
    internal static RunLog Ended(MessageStatus status, string text, string reasoning, IReadOnlyList<Citation> citations, RunEvent last)
    {
        var log = new RunLog { Sources = citations };
        log._text.Append(text);
        log._reasoning.Append(reasoning);
        log.Append(new SnapshotEvent(1, text, RunStatusNames.Of(status)));
        log.Complete(status, last);
        return log;
    }

    /// <summary>
    /// The passages that the model was given, for pages that show the text while it comes; which of them it refers to is known at the end. Set
    /// before the first text.
    /// </summary>
    public IReadOnlyList<Citation> Sources { get; internal set; } = [];

    /// <summary>Whether the last event is there.</summary>
    public bool IsCompleted
    {
        get
        {
            lock (_lock)
            {
                return _completed;
            }
        }
    }

    /// <summary>Number of the last event, 0 when there is none.</summary>
    public long LastNumber
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Where the reply stands, as the events so far tell it.</summary>
    public MessageStatus Status { get; private set; } = MessageStatus.Queued;

    /// <summary>How many readers there are; for tests and operations.</summary>
    public int SubscriptionCount
    {
        get
        {
            lock (_lock)
            {
                return _subscriptions.Count;
            }
        }
    }

    /// <summary>Adds text of the reply.</summary>
    public void AppendText(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        lock (_lock)
        {
            if (!_completed)
            {
                Status = MessageStatus.Streaming;
                Add(AppendTo(_text, text, EntryKind.Text));
            }
        }
    }

    /// <summary>Adds text of the model's reasoning.</summary>
    public void AppendReasoning(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        lock (_lock)
        {
            if (!_completed)
            {
                Add(AppendTo(_reasoning, text, EntryKind.Reasoning));
            }
        }
    }

    /// <summary>Adds an event that is not text.</summary>
    public void Append(RunEvent runEvent)
    {
        lock (_lock)
        {
            if (_completed)
            {
                return;
            }

            Status = runEvent switch
            {
                StatusEvent { Status: RunStatusNames.Queued } => MessageStatus.Queued,
                StatusEvent { Status: RunStatusNames.Processing } => MessageStatus.Processing,
                _ => Status,
            };
            Add(new(EntryKind.Event, Start: 0, End: 0, runEvent));
        }
    }

    /// <summary>Adds the place in line, or the file that is waited for, if it is another one than the last that was told and the run still waits.</summary>
    /// <returns>Whether it was news.</returns>
    internal bool MoveInQueue(QueueWait wait)
    {
        lock (_lock)
        {
            if (_completed || Status != MessageStatus.Queued || wait == _place || wait is { Position: 0, File: null })
            {
                return false;
            }

            _place = wait;
            var told = wait.File is { } file
                ? new StatusEvent(RunStatusNames.Queued, WaitingFor: file)
                : new StatusEvent(RunStatusNames.Queued, wait.Position, (long)wait.Estimate.TotalMilliseconds);
            Add(new(EntryKind.Event, Start: 0, End: 0, told));
            return true;
        }
    }

    /// <summary>The place in line, or the file that is waited for, as it was told last; nothing once it runs.</summary>
    public QueueWait Place
    {
        get
        {
            lock (_lock)
            {
                return Status == MessageStatus.Queued ? _place : default;
            }
        }
    }

    /// <summary>Adds the last event. What comes later is left out: the run has ended.</summary>
    public void Complete(MessageStatus status, RunEvent last)
    {
        lock (_lock)
        {
            if (_completed)
            {
                return;
            }

            Status = status;
            Add(new(EntryKind.Event, Start: 0, End: 0, last));
            _completed = true;
        }
    }

    /// <summary>Everything so far and the number it reaches up to; a subscription from that number continues it without a gap.</summary>
    public RunSnapshot Snapshot()
    {
        lock (_lock)
        {
            return new(_entries.Count, Status, _text.Slice(0, _text.Length), _reasoning.Slice(0, _reasoning.Length));
        }
    }

    /// <summary>The text and reasoning that came after the given lengths, and where they end.</summary>
    internal RunGrowth GrowthSince(int textLength, int reasoningLength)
    {
        lock (_lock)
        {
            return new(_text.Slice(textLength, _text.Length), _reasoning.Slice(reasoningLength, _reasoning.Length));
        }
    }

    /// <summary>Characters of text and reasoning so far.</summary>
    internal (int Text, int Reasoning) Lengths()
    {
        lock (_lock)
        {
            return (_text.Length, _reasoning.Length);
        }
    }

    /// <summary>Reads on after event number <paramref name="after"/>; 0 reads from the beginning.</summary>
    public RunSubscription Subscribe(long after = 0)
    {
        lock (_lock)
        {
            var subscription = new RunSubscription(this, Math.Clamp(after, 0, _entries.Count));
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    internal void Unsubscribe(RunSubscription subscription)
    {
        lock (_lock)
        {
            _subscriptions.Remove(subscription);
        }
    }

    /// <summary>The event after <paramref name="after"/>; text events that follow each other come as one, up to a size.</summary>
    /// <returns>Null when there is none yet.</returns>
    internal RunEvent? ReadAfter(long after, int maxCharacters, out bool ended)
    {
        lock (_lock)
        {
            var index = (int)after;
            ended = _completed && index >= _entries.Count;
            if (index >= _entries.Count)
            {
                return null;
            }

            var first = _entries[index];
            if (first.Kind == EntryKind.Event)
            {
                return first.Event! with { Number = index + 1 };
            }

            var end = first.End;
            while (index + 1 < _entries.Count && _entries[index + 1].Kind == first.Kind && _entries[index + 1].End - first.Start <= maxCharacters)
            {
                end = _entries[++index].End;
            }

            return first.Kind == EntryKind.Text
                ? new TextEvent(_text.Slice(first.Start, end)) { Number = index + 1 }
                : new ThinkingEvent(_reasoning.Slice(first.Start, end)) { Number = index + 1 };
        }
    }

    private static Entry AppendTo(TextBuffer buffer, ReadOnlySpan<char> text, EntryKind kind)
    {
        var start = buffer.Length;
        buffer.Append(text);
        return new(kind, start, buffer.Length, Event: null);
    }

    private void Add(Entry entry)
    {
        _entries.Add(entry);
        foreach (var subscription in _subscriptions)
        {
            subscription.Wake();
        }
    }

    private enum EntryKind : byte
    {
        Event,
        Text,
        Reasoning,
    }

    private readonly record struct Entry(EntryKind Kind, int Start, int End, RunEvent? Event);
}
