using AgentWeb.Components.Shared;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Operations;
using AgentWeb.Core.Operations.Figures;
using AgentWeb.Core.Results;
using AgentWeb.Features.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Admin.Operations;

/// <summary>What runs and waits, as it is now, and what an administrator can do about it.</summary>
public sealed partial class OperationsPage : IAsyncDisposable
{
    /// <summary>Figures of a period are read again after this long, and when another period is chosen.</summary>
    private static readonly TimeSpan FiguresAge = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _gone = new();
    private readonly HashSet<Guid> _stopping = [];
    private ElementReference _page;
    private ElementReference _heading;
    private AttachedScript? _script;
    private QueueFollower? _follower;
    private OperationsView? _view;
    private QueueFigures? _figures;
    private long _figuresReadAt;
    private FigurePeriod _period = FigurePeriod.Hour;
    private QueueFilter _filter = new();
    private int _number;
    private int _readings;
    private int _utcOffset;
    private long _openedAt;
    private string? _problem;
    private bool _isOld;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ReadOperations ReadOperations { get; set; } = null!;

    [Inject]
    private ReadFigures ReadFigures { get; set; } = null!;

    [Inject]
    private PauseQueue PauseQueue { get; set; } = null!;

    [Inject]
    private SetJobPriority SetPriority { get; set; } = null!;

    [Inject]
    private KillRun KillRun { get; set; } = null!;

    [Inject]
    private DrainNode DrainNode { get; set; } = null!;

    [Inject]
    private QueueSignal Signal { get; set; } = null!;

    [Inject]
    private IOptionsMonitor<QueueOptions> Options { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await (_follower?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_script?.DisposeAsync() ?? ValueTask.CompletedTask);
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _openedAt = Time.GetUtcNow().ToUnixTimeMilliseconds();
        await RefreshAsync();
        _follower = new(Signal, Time, () => InvokeAsync(FollowAsync));
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            var gone = _gone.Token;
            _script = new(Browser);
            await _script.AttachAsync("/Features/Admin/Operations/OperationsPage.razor.js", _page);
            _utcOffset = await Browser.InvokeAsync<int>("agentweb.utcOffset", gone); // The page may be gone by now.
            StateHasChanged();
        }
    }

    private string Pressed(FigurePeriod period) => period == _period ? "true" : "false";

    private async Task FollowAsync()
    {
        await RefreshAsync();
        StateHasChanged();
    }

    /// <summary>Storage that fails for a moment is no reason to lose the page: what is shown stays, and the next look is a second away.</summary>
    private async Task RefreshAsync()
    {
        try
        {
            await ReadAsync();
            _isOld = false;
        }
        catch (Exception failure) when (Core.Data.StorageFailure.IsIn(failure))
        {
            _isOld = true;
        }
    }

    private async Task ReadAsync()
    {
        var reading = ++_readings;
        var view = await ReadOperations.RunAsync(_filter, _number, _gone.Token);
        if (view.Jobs.Count == 0 && _number > 0)
        {
            (_number, view) = (0, await ReadOperations.RunAsync(_filter, 0, _gone.Token)); // The page that was shown has emptied.
        }

        if (reading == _readings)
        {
            _view = view;
            _stopping.IntersectWith(view.Jobs.Select(j => j.RunId));
        }

        if (_figures is null || Time.GetElapsedTime(_figuresReadAt) > FiguresAge)
        {
            var period = _period;
            _figuresReadAt = Time.GetTimestamp();
            var figures = await ReadFigures.RunAsync(period, _gone.Token);
            _figures = period == _period ? figures : _figures; // Another may have been chosen meanwhile.
        }
    }

    private Task ChangeFilterAsync(QueueFilter filter)
    {
        (_filter, _number) = (filter, 0);
        return RefreshAsync();
    }

    private Task TurnAsync(int page)
    {
        _number = page;
        return RefreshAsync();
    }

    private Task ShowAsync(FigurePeriod period)
    {
        (_period, _figures) = (period, null);
        return RefreshAsync();
    }

    private async Task TogglePauseAsync()
    {
        var (administratorId, paused) = ((await SignedIn).User.UserId(), !_view!.Paused);
        await DoAsync<bool>(async () =>
        {
            await PauseQueue.RunAsync(administratorId, paused, _gone.Token);
            return paused;
        });
    }

    private Task DrainAsync((string Node, bool Draining) wish) => DoAsync(() => DrainNode.RunAsync(wish.Node, wish.Draining, _gone.Token));

    private Task PrioritiseAsync((Guid RunId, JobPriority Priority) wish) => DoAsync(() => SetPriority.RunAsync(wish.RunId, wish.Priority, _gone.Token));

    private async Task StopAsync(Guid runId)
    {
        _stopping.Add(runId);
        await DoAsync(() => KillRun.RunAsync(runId, _gone.Token));
        _stopping.Remove(runId);
        await _heading.FocusAsync(); // The row, and with it what had the focus, is gone.
    }

    private async Task DoAsync<T>(Func<Task<Result<T>>> useCase)
    {
        var done = await StorageAttempt.RunAsync(useCase);
        _problem = done.Error is { } error ? L.Of(error) : null;
        await RefreshAsync();
    }
}
