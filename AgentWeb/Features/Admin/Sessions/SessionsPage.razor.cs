using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Operations.Sessions;
using AgentWeb.Features.Settings;
using AgentWeb.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace AgentWeb.Features.Admin.Sessions;

/// <summary>Who is signed in and has pages open, and ending that. Neither text nor titles of conversations are read.</summary>
public sealed partial class SessionsPage : IAsyncDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _heading;
    private SignedInList? _list;
    private IReadOnlyCollection<ConnectedPage> _pages = [];
    private Guid? _own;
    private string _user = "";
    private int _utcOffset;
    private string? _problem;
    private bool _isOld;
    private Task _following = Task.CompletedTask;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ListSignedIn ListSignedIn { get; set; } = null!;

    [Inject]
    private EndSignIn EndSignIn { get; set; } = null!;

    [Inject]
    private ConnectedPages Connected { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _following;
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _own = Guid.TryParse((await SignedIn).User.FindFirst(UserClaims.SessionId)?.Value, out var id) ? id : null;
        await RefreshAsync();
        _following = Task.Run(FollowAsync, CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _utcOffset = await Browser.InvokeAsync<int>("agentweb.utcOffset", _gone.Token);
            StateHasChanged();
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(LookAgain, Time);
            while (await timer.WaitForNextTickAsync(_gone.Token))
            {
                await InvokeAsync(async () =>
                {
                    await RefreshAsync();
                    StateHasChanged();
                });
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
    }

    private async Task RefreshAsync()
    {
        try
        {
            _list = await ListSignedIn.RunAsync(_user, _gone.Token);
            _pages = Connected.All;
            _isOld = false;
        }
        catch (Exception failure) when (Core.Data.StorageFailure.IsIn(failure))
        {
            _isOld = true;
        }
    }

    private List<ConnectedPage> PagesOf(Guid signInId) => [.. _pages.Where(page => page.SignInId == signInId)];

    private async Task EndAsync(Guid signInId)
    {
        var done = await StorageAttempt.RunAsync(() => EndSignIn.RunAsync(signInId, _gone.Token));
        _problem = done.Error is { } error ? L.Of(error) : null;
        await RefreshAsync();
        await _heading.FocusAsync(); // The row, and with it what had the focus, is gone.
    }
}
