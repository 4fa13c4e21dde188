using System.Security.Claims;
using AgentWeb.Core.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace AgentWeb.Hosting;

/// <summary>
/// Makes a circuit's user anonymous when their sign-in ends: the router then shows nothing any more and goes to the sign-in page.
/// </summary>
internal sealed class CircuitAccess(IUserAccess access, AuthenticationStateProvider authentication) : CircuitHandler, IDisposable
{
    private AccessWatch? _watch;
    private CancellationTokenRegistration _registration;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        _watch = access.Watch(state.User);
        _registration = _watch.Ended.Register(SignOut);
    }

    public void Dispose()
    {
        _registration.Dispose();
        _watch?.Dispose();
    }

    private void SignOut() => ((IHostEnvironmentAuthenticationStateProvider)authentication)
        .SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
}
