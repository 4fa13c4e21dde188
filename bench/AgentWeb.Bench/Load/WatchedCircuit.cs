using System.Diagnostics;

namespace AgentWeb.Bench.Load;

/// <summary>Notes when which token of a running reply came to a page.</summary>
internal sealed class WatchedCircuit(NumberedTokens answer)
{
    private readonly List<(long Timestamp, int Length)> _arrivals = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;

    /// <summary>When which length of the answer was there.</summary>
    public IReadOnlyList<(long Timestamp, int Length)> Arrivals => _arrivals;

    /// <summary>Whether a token came before the one in front of it, or never.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Completes with the last token.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Looks at a batch.</summary>
    public void See(byte[] batch)
    {
        var before = _next;
        foreach (var token in answer.Find(batch).Order())
        {
            // Within a batch components stand in no order. A page that comes later, or renders anew, gets again what it had.
            IsBroken |= token > _next;
            _next = Math.Max(_next, token + 1);
        }

        if (_next > before)
        {
            _arrivals.Add((Stopwatch.GetTimestamp(), answer.EndOf(_next - 1)));
            if (_next == answer.Script.Tokens.Count)
            {
                _ended.TrySetResult();
            }
        }
    }
}
