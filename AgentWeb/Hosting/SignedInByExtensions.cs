using Microsoft.AspNetCore.Authentication;

namespace AgentWeb.Hosting;

/// <summary>Tells cookies and tokens apart.</summary>
internal static class SignedInByExtensions
{
    /// <summary>Whether this scheme is the one that authenticated the request.</summary>
    public static bool SignedInBy(this HttpContext context, string scheme) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Ticket?.AuthenticationScheme == scheme;
}
