using System.Security.Claims;
using AgentWeb.Core.Accounts;

namespace AgentWeb.Hosting;

/// <summary>
/// Refuses bearer tokens whose sign-in has ended. Identity's handler believes a token until it expires and has no event to say no in;
/// cookies are checked in <see cref="AccountCookieEvents"/>.
/// </summary>
internal static class BearerAccessCheck
{
    /// <summary>Right after authentication.</summary>
    public static void UseBearerAccessCheck(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.User.Identity is { IsAuthenticated: true }
            && !context.IsSignedInByCookie()
            && !await context.RequestServices.GetRequiredService<IUserAccess>().IsCurrentAsync(context.User, context.RequestAborted))
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }

        await next(context);
    });
}
