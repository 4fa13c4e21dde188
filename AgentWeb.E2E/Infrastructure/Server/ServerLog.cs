namespace AgentWeb.E2E.Infrastructure.Server;

/// <summary>What a server process has written, line by line.</summary>
public sealed class ServerLog
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(Predicate<string> Matches, TaskCompletionSource<string> Found)> _waiting = [];

    /// <summary>Everything so far.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return string.Join(Environment.NewLine, _lines);
        }
    }

    /// <summary>The first line that matches, of those there are or as soon as it comes.</summary>
    public Task<string> FirstAsync(Predicate<string> matches)
    {
        lock (_gate)
        {
            if (_lines.Find(matches) is { } line)
            {
                return Task.FromResult(line);
            }

            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((matches, found));
            return found.Task;
        }
    }

    internal void Add(string? line)
    {
        if (line is null)
        {
            return; // The end of the output.
        }

        lock (_gate)
        {
            _lines.Add(line);
            _waiting.RemoveAll(waiter => waiter.Matches(line) && waiter.Found.TrySetResult(line));
        }
    }
}
