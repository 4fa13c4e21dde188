using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Features.Account;

/// <summary>How the account pages sign people in.</summary>
internal static class CookieSignIn
{
    /// <summary>Puts a principal into the cookie. It outlives the browser's window: people come back the next day.</summary>
    public static Task SignInByCookieAsync(this HttpContext context, ClaimsPrincipal principal) => context.SignInAsync(
        IdentityConstants.ApplicationScheme, principal, new AuthenticationProperties { IsPersistent = true });
}
