using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Hosting;

/// <summary>Tells cookies and tokens apart.</summary>
internal static class SignInKind
{
    /// <summary>
    /// Whether the browser sent the sign-in along by itself. (A cookie's ticket carries the name of its scheme; a bearer token's carries that
    /// and the kind of token.)
    /// </summary>
    public static bool IsSignedInByCookie(this HttpContext context) => context.Features.Get<IAuthenticateResultFeature>()
        ?.AuthenticateResult?.Ticket?.AuthenticationScheme == IdentityConstants.ApplicationScheme;
}
