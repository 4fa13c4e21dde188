using AgentWeb.Core.Data.Entities;
using Microsoft.AspNetCore.DataProtection;

namespace AgentWeb.Features.Account;

/// <summary>
/// Remembers, between two pages, that a password was right while the code is still missing: in a cookie that only this server can read, for a few
/// minutes and for one version of the account.
/// </summary>
public sealed class HalfwaySignIn(IDataProtectionProvider protection)
{
    private const string Cookie = "agentweb-code";
    private const string Path = "/signin";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("AgentWeb.HalfwaySignIn").ToTimeLimitedDataProtector();

    /// <summary>Remembers an account.</summary>
    public void Remember(HttpContext context, AppUser user) => context.Response.Cookies.Append(
        Cookie,
        _protector.Protect($"{user.Id:N} {user.SecurityStamp}", Lifetime),
        new() { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = Path, MaxAge = Lifetime, IsEssential = true });

    /// <summary>The account, with the stamp it had; null when nobody is halfway, or the time is over.</summary>
    public (Guid UserId, string SecurityStamp)? Find(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[Cookie] is { Length: > 0 } text && _protector.Unprotect(text).Split(' ', 2) is [var id, var stamp]
                ? (Guid.ParseExact(id, "N"), stamp)
                : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null; // Not ours, or too old.
        }
    }

    /// <summary>Forgets it.</summary>
    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Cookie, new() { Path = Path });
}
