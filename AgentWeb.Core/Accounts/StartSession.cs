using System.Security.Claims;
using AgentWeb.Core.Data.Entities;
using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Core.Accounts;

/// <summary>Starts a sign-in of an account that has proved itself, by password or by having just been made.</summary>
public sealed class StartSession(IUserClaimsPrincipalFactory<AppUser> principals, SignInSessions sessions)
{
    /// <summary>Gives the principal with the account's roles, its security stamp, and the id of the new sign-in.</summary>
    public async Task<ClaimsPrincipal> RunAsync(AppUser user, CancellationToken cancellationToken)
    {
        var principal = await principals.CreateAsync(user);
        var session = await sessions.StartAsync(user.Id, cancellationToken);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(UserClaims.SessionId, session));
        return principal;
    }
}
