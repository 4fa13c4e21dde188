using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AgentWeb.Tests.Fakes;

/// <summary>Counts the commands that a flow of a test sends to the database. Made before the host: Entity Framework looks for listeners once a second.</summary>
public sealed class CountedCommands : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly AsyncLocal<Count?> _current = new();
    private readonly List<IDisposable> _subscriptions = [];

    public CountedCommands() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>How many commands this work sends; what others do meanwhile is not counted.</summary>
    public async Task<int> CountAsync(Func<Task> work)
    {
        var count = new Count();
        _current.Value = count;
        await work();
        _current.Value = null;
        return count.Commands;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (_current.Value is { } count && value.Key == RelationalEventId.CommandExecuted.Name)
        {
            count.Commands++;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    private sealed class Count
    {
        public int Commands { get; set; }
    }
}
