using System.Security.Claims;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Somebody whom another system knows.</summary>
/// <param name="Provider">The system: <c>proxy</c> or <c>oauth</c>.</param>
/// <param name="Key">What it calls them, for good.</param>
/// <param name="Email">Their address, as it says.</param>
/// <param name="MatchEmail">
/// Whether an account that has the address is theirs. Only where the address is verified and the operator said so: who registered an account here
/// proved nothing about its address.
/// </param>
/// <param name="CreateAccount">Whether they get an account when they have none.</param>
public sealed record ExternalPerson(string Provider, string Key, string? Email, bool MatchEmail, bool CreateAccount);

/// <summary>
/// Signs people in whom another system vouches for. Their account is the one that was connected with what that system calls them. A second factor is
/// that system's to ask for.
/// </summary>
public sealed class ExternalSignIn(
    IDbContextFactory<AppDbContext> contexts, UserManager<AppUser> users, FirstRun firstRun, StartSession startSession, AuditTrail audit, TimeProvider time)
{
    /// <summary>Signs in.</summary>
    /// <returns><c>external_unknown</c>, <c>external_email_taken</c>, <c>invalid_email</c>, <c>account_locked</c> or <c>registration_closed</c> otherwise.</returns>
    public async Task<Result<ClaimsPrincipal>> RunAsync(ExternalPerson person, CancellationToken cancellationToken)
    {
        var found = await FindAsync(person, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var user = found.Value;
        if (Lockout.IsByAdministrator(user.LockoutEnd, time.GetUtcNow()))
        {
            return AccountErrors.AccountLocked;
        }

        var principal = await startSession.RunAsync(user, cancellationToken);
        await audit.RecordAsync(
            new(AuditActions.SignedIn, user.Id.ToString(), user.Email, $"By {person.Provider}."), cancellationToken, CurrentActor.Value.As(user.Id, user.Email));
        return principal;
    }

    private async Task<Result<AppUser>> FindAsync(ExternalPerson person, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var connected = from login in db.UserLogins
                        where login.LoginProvider == person.Provider && login.ProviderKey == person.Key
                        join account in db.Users on login.UserId equals account.Id
                        select account;
        if (await connected.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } known)
        {
            return known;
        }

        if (!EmailRule.TryRead(person.Email, out var email))
        {
            return AccountErrors.InvalidEmail;
        }

        if (await users.FindByEmailAsync(email) is { } same)
        {
            return person.MatchEmail ? await ConnectAsync(db, same, person, cancellationToken) : AccountErrors.ExternalEmailTaken;
        }

        if (await firstRun.IsPendingAsync(cancellationToken))
        {
            return AccountErrors.RegistrationClosed;
        }

        return person.CreateAccount ? await CreateAsync(db, email, person, cancellationToken) : AccountErrors.ExternalUnknown;
    }

    private async Task<Result<AppUser>> CreateAsync(AppDbContext db, string email, ExternalPerson person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var user = new AppUser { Id = Guid.CreateVersion7(now), UserName = email, Email = email, CreatedAt = now };
        if (!(await users.CreateAsync(user)).Succeeded)
        {
            return AccountErrors.ExternalEmailTaken; // Made by somebody else in the meantime.
        }

        await users.AddToRoleAsync(user, Roles.User);
        await audit.RecordAsync(
            new(AuditActions.UserCreated, user.Id.ToString(), email, $"By {person.Provider}."), cancellationToken, CurrentActor.Value.As(user.Id, email));
        return await ConnectAsync(db, user, person, cancellationToken);
    }

    private static async Task<Result<AppUser>> ConnectAsync(AppDbContext db, AppUser user, ExternalPerson person, CancellationToken cancellationToken)
    {
        db.UserLogins.Add(new() { UserId = user.Id, LoginProvider = person.Provider, ProviderKey = person.Key, ProviderDisplayName = person.Provider });
        await db.SaveChangesAsync(cancellationToken);
        return user;
    }
}
