using AgentWeb.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace AgentWeb.Hosting;

/// <summary>Takes cookies away that no longer count, and sends people, but never programs, to the sign-in page.</summary>
internal sealed class AccountCookieEvents(IUserAccess access, FirstRun firstRun) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal is null || !await access.IsCurrentAsync(context.Principal, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        }
    }

    public override async Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!context.Request.IsPageVisit())
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var pending = await firstRun.IsPendingAsync(context.HttpContext.RequestAborted);
        context.Response.Redirect(pending ? "/setup" : context.RedirectUri);
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
