using System.Security.Claims;
using AgentWeb.Api;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Features.Account;

/// <summary>What the forms of accounts share.</summary>
internal static class AccountForms
{
    /// <summary>Shows the form again under the status that the API would give, so that programs and proxies see a failure too.</summary>
    public static Error Refuse(this HttpContext context, Error error)
    {
        context.Response.StatusCode = Problem.For(error).Status;
        return error;
    }

    /// <summary>Puts a principal into the cookie. It outlives the browser's window: people come back the next day.</summary>
    public static Task SignInByCookieAsync(this HttpContext context, ClaimsPrincipal principal) => context.SignInAsync(
        IdentityConstants.ApplicationScheme, principal, new AuthenticationProperties { IsPersistent = true });
}
