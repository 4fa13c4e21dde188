using System.Diagnostics;
using System.Text.Json;

namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>What the server saw of one request, while and after it was answered.</summary>
public sealed class RecordedRequest(string path, JsonDocument body, IReadOnlyDictionary<string, string> headers)
{
    private readonly Lock _gate = new();
    private readonly List<SentToken> _tokens = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly TaskCompletionSource _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _enough = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Path of the request.</summary>
    public string Path { get; } = path;

    /// <summary>Body of the request.</summary>
    public JsonDocument Body { get; } = body;

    /// <summary>Headers of the request by name, in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; } = headers;

    /// <summary>Tells connections apart: requests that share one came over it one after the other.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>Stopwatch ticks when the body had been read.</summary>
    public long ReceivedAt { get; } = Stopwatch.GetTimestamp();

    /// <summary>Stopwatch ticks when the client was seen to have gone; null when it stayed to the end.</summary>
    public long? DisconnectedAt { get; private set; }

    /// <summary>Whether the answer was sent to its scripted end.</summary>
    public bool Completed { get; private set; }

    /// <summary>Whether the server has nothing more to do with it.</summary>
    public bool Ended => _ended.Task.IsCompleted;

    /// <summary>Stopwatch ticks when it had nothing more to do with it; null before.</summary>
    public long? EndedAt { get; private set; }

    /// <summary>Cancelled when the rest of the answer is no longer wanted.</summary>
    internal CancellationToken Enough => _enough.Token;

    /// <summary>How it is answered.</summary>
    public ModelScript Script { get; init; } = ModelScript.Default;

    /// <summary>The tokens sent so far.</summary>
    public IReadOnlyList<SentToken> Tokens
    {
        get
        {
            lock (_gate)
            {
                return [.. _tokens];
            }
        }
    }

    /// <summary>Ends the answer where it is, in good order, as a model that has said all it wanted; nothing changes once it has ended.</summary>
    public void FinishEarly() => _enough.Cancel();

    /// <summary>The text that was sent until a moment in Stopwatch ticks.</summary>
    public string TextSentUntil(long moment)
    {
        lock (_gate)
        {
            var last = _tokens.FindLastIndex(token => token.Timestamp <= moment);
            return last < 0 ? "" : Script.Text[.._tokens[last].EndOffset];
        }
    }

    /// <summary>Waits until this many tokens have been sent.</summary>
    /// <exception cref="TimeoutException">They have not within <paramref name="timeout"/>.</exception>
    public Task WaitForTokensAsync(int count, TimeSpan timeout)
    {
        lock (_gate)
        {
            if (_tokens.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task.WaitAsync(timeout);
        }
    }

    /// <summary>Waits until the client has closed the connection before the answer was complete.</summary>
    /// <exception cref="TimeoutException">It has not within <paramref name="timeout"/>.</exception>
    public Task WaitForDisconnectAsync(TimeSpan timeout) => _disconnected.Task.WaitAsync(timeout);

    /// <summary>Waits until the server has nothing more to do with the request, whatever way it ended.</summary>
    /// <exception cref="TimeoutException">It has not ended within <paramref name="timeout"/>.</exception>
    public Task WaitForEndAsync(TimeSpan timeout) => _ended.Task.WaitAsync(timeout);

    internal void AddToken(int endOffset)
    {
        lock (_gate)
        {
            _tokens.Add(new SentToken(Stopwatch.GetTimestamp(), endOffset));
            if (_waiting.Count > 0)
            {
                _waiting.RemoveAll(waiter => _tokens.Count >= waiter.Count && waiter.Reached.TrySetResult());
            }
        }
    }

    internal void Disconnect()
    {
        DisconnectedAt ??= Stopwatch.GetTimestamp();
        _disconnected.TrySetResult();
    }

    internal void Complete() => Completed = true;

    internal void End()
    {
        EndedAt ??= Stopwatch.GetTimestamp();
        _ended.TrySetResult();
    }
}
