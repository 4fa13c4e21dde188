using System.Diagnostics;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AgentWeb.Tests.Chat.Queue;

public sealed class PlaceInQueueTests : IAsyncLifetime
{
    private readonly AfterCommand _afterCommand = new(); // Before the host: Entity Framework looks for listeners once a second.
    private ChatHost _host = null!;
    private Guid _ada;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
        await _host.Get<PauseQueue>().RunAsync(_ada, paused: true, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _afterCommand.Dispose();
        return _host.DisposeAsync();
    }

    [Fact]
    public async Task RunAsync_AllOfTheUserStartBetweenTwoLooks_HasAPlaceAllTheSame()
    {
        await _host.SendAsync(_ada, "first");
        var second = await _host.SendAsync(_ada, "second");
        Assert.Equal(2, second.Wait.Position);
        _afterCommand.Do(StartAll, "COUNT(*)", nth: 2); // More urgent ones, then own ones before it.

        var wait = await _host.Get<PlaceInQueue>().RunAsync(second.RunId, CancellationToken.None);

        Assert.True(_afterCommand.Happened);
        Assert.Equal(2, wait.Position);
    }

    [Fact]
    public async Task StopRun_LastThatWaited_TakesTheUserOutOfTheRotation()
    {
        var first = await _host.SendAsync(_ada, "first");
        var second = await _host.SendAsync(_ada, "second");

        await StopAsync(first.RunId);
        Assert.True(await IsWaitingAsync());
        await StopAsync(second.RunId);
        Assert.False(await IsWaitingAsync());
    }

    private void StartAll()
    {
        using var db = _host.Contexts.CreateDbContext();
        db.Jobs.ExecuteUpdate(set => set.SetProperty(j => j.State, JobState.Running));
    }

    private async Task StopAsync(Guid runId) =>
        Assert.True((await _host.Get<AgentWeb.Core.Chat.StopRun>().RunAsync(_ada, new(RunId: runId), CancellationToken.None)).Succeeded);

    private async Task<bool> IsWaitingAsync()
    {
        await using var db = await _host.Contexts.CreateDbContextAsync();
        return await db.QueueTurns.AnyAsync(t => t.OwnerId == _ada && t.IsWaiting);
    }

    /// <summary>Does something right behind a command that this very flow of the test sends to the database.</summary>
    private sealed class AfterCommand : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private static readonly AsyncLocal<AfterCommand?> Current = new();

        private readonly List<IDisposable> _subscriptions = [];
        private Action _action = () => { };
        private string _words = "";
        private int _left;

        public AfterCommand() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public bool Happened { get; private set; }

        public void Do(Action action, string words, int nth)
        {
            (_action, _words, _left) = (action, words, nth);
            Current.Value = this;
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
            if (Current.Value == this
                && value.Key == RelationalEventId.CommandExecuted.Name
                && value.Value is CommandExecutedEventData { Command.CommandText: var sql }
                && sql.Contains(_words, StringComparison.Ordinal)
                && --_left == 0)
            {
                Happened = true;
                _action();
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
    }
}
