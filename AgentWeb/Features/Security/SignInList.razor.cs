using System.Security.Claims;
using AgentWeb.Components.Shared;
using AgentWeb.Core;
using AgentWeb.Core.Accounts;
using AgentWeb.Features.Account;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Features.Security;

/// <summary>The devices and programs that are signed in, each of which can be signed out.</summary>
public sealed partial class SignInList(ListSignIns list, EndSignIns end, NavigationManager navigation, TimeProvider time) : ComponentBase
{
    private IReadOnlyList<SignInView> _signIns = [];
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

    private async Task ReadAsync() => _signIns = await list.RunAsync(User.UserId(), CancellationToken.None);

    private string Device(string? userAgent) => DeviceName.Of(userAgent) switch
    {
        ({ } browser, { } system) => L["{0} on {1}", browser, system],
        (null, null) => L["An unknown program"],
        var (browser, system) => browser ?? system!,
    };

    private async Task EndAsync(SignInView signIn)
    {
        // One that is gone already is what was wanted.
        await StorageAttempt.RunAsync(() => end.RunAsync(User.UserId(), signIn.Id, CancellationToken.None));
        await ReadAsync();
    }

    private async Task EndAllAsync()
    {
        await end.EverywhereAsync(User.UserId(), CancellationToken.None);
        navigation.NavigateToSignIn();
    }
}
