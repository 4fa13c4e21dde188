using System.Security.Claims;
using AgentWeb.Components.Shared;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Results;
using AgentWeb.Features.Account;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Security;

/// <summary>The devices and programs that are signed in, each of which can be signed out.</summary>
public sealed partial class SignInList(ListSignIns list, EndSignIns end, NavigationManager navigation, TimeProvider time) : ComponentBase
{
    private ElementReference _heading;
    private IReadOnlyList<SignInView> _signIns = [];
    private Error? _unread;
    private Error? _error;
    private Guid? _here;

    /// <summary>Who it is.</summary>
    [Parameter, EditorRequired]
    public ClaimsPrincipal User { get; set; } = null!;

    private TimeProvider Time => time;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _here = User.FindSignInId();
        await ReadAsync();
    }

    /// <summary>What was read before stays while the database does not answer.</summary>
    private async Task ReadAsync()
    {
        var read = await StorageAttempt.ReadAsync<SignInView[]>(async () => (await list.RunAsync(User.UserId(), CancellationToken.None)).ToArray());
        (_signIns, _unread) = (read.Value ?? _signIns, read.Error);
    }

    private string Device(string? userAgent) => DeviceName.Of(userAgent) switch
    {
        ({ } browser, { } system) => L["{0} on {1}", browser, system],
        (null, null) => L["An unknown program"],
        var (browser, system) => browser ?? system!,
    };

    private async Task EndAsync(SignInView signIn)
    {
        // One that is gone already is what was wanted.
        var ended = await StorageAttempt.RunAsync(() => end.RunAsync(User.UserId(), signIn.Id, CancellationToken.None));
        _error = ended.Error is { Retryable: true } failed ? failed : null; // It stands whether or not they can be read, and when they are.
        await ReadAsync();
    }

    private async Task EndAllAsync()
    {
        var ended = await StorageAttempt.RunAsync<int>(async () => await end.EverywhereAsync(User.UserId(), CancellationToken.None));
        _error = ended.Error;
        if (ended.Succeeded)
        {
            navigation.NavigateToSignIn();
        }
    }
}
