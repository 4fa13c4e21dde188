using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AgentWeb.Tests.Fakes;

/// <summary>Counts what a flow of a test sends to the database and gets from it. Made before the host: Entity Framework looks for listeners once a second.</summary>
public sealed class CountedCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly AsyncLocal<Count?> _current = new();
    private readonly List<IDisposable> _subscriptions = [];

    public CountedCommands() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>How many commands this work sends; what others do meanwhile is not counted.</summary>
    public async Task<int> CountAsync(Func<Task> work) => (await FollowAsync(work)).Texts.Count;

    /// <summary>The commands that this work sends.</summary>
    public async Task<IReadOnlyCollection<string>> TextsAsync(Func<Task> work) => (await FollowAsync(work)).Texts;

    /// <summary>How often this work reads on in what the database answers: once for each row, and once at the end of most answers.</summary>
    public async Task<int> CountReadsAsync(Func<Task> work) => (await FollowAsync(work)).Reads;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (_current.Value is not { } count)
        {
            return;
        }

        if (value.Key == RelationalEventId.CommandExecuted.Name)
        {
            count.Texts.Enqueue(((CommandEventData)value.Value!).Command.CommandText);
        }
        else if (value.Key == RelationalEventId.DataReaderDisposing.Name)
        {
            count.Reads += ((DataReaderDisposingEventData)value.Value!).ReadCount;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    private async Task<Count> FollowAsync(Func<Task> work)
    {
        var count = new Count();
        _current.Value = count;
        await work();
        _current.Value = null;
        return count;
    }

    private sealed class Count
    {
        public ConcurrentQueue<string> Texts { get; } = new();

        public int Reads { get; set; }
    }
}
