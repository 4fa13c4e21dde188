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
/// <param name="ProvesOwner">
/// Whether this sign-in is, for a while, a part of the proof that the account is theirs (see <see cref="ConfirmOwner"/>). Not where a session that the
/// browser has with the other system may have answered by itself, though that system could have been told to ask.
/// </param>
public sealed record ExternalPerson(string Provider, string Key, string? Email, bool MatchEmail, bool CreateAccount, bool ProvesOwner = false);

/// <summary>
/// Signs people in whom another system vouches for. Their account is the one that was connected with what that system calls them. A second factor is
/// that system's to ask for.
/// </summary>
public sealed class ExternalSignIn(
    IDbContextFactory<AppDbContext> contexts, UserManager<AppUser> users, FirstRun firstRun, StartSession startSession, RefusedSignIns refused,
    AuditTrail audit, TimeProvider time)
{
    /// <summary>Signs in.</summary>
    /// <returns><c>external_unknown</c>, <c>external_email_taken</c>, <c>invalid_email</c>, <c>account_locked</c> or <c>registration_closed</c> otherwise.</returns>
    public async Task<Result<ClaimsPrincipal>> RunAsync(ExternalPerson person, CancellationToken cancellationToken)
    {
        var found = await FindAsync(person, cancellationToken);
        if (found.Value is { } account && Lockout.IsByAdministrator(account.LockoutEnd, time.GetUtcNow()))
        {
            found = AccountErrors.AccountLocked;
        }

        if (!found.Succeeded)
        {
            await refused.RecordAsync(person, found.Error.Code, cancellationToken);
            return found.Error;
        }

        var user = found.Value;
        var principal = await startSession.RunAsync(user, cancellationToken);
        if (person.ProvesOwner)
        {
            ((ClaimsIdentity)principal.Identity!).AddClaim(UserClaims.SignedInOutside(time.GetUtcNow()));
        }

        await audit.RecordAsync(
            new(AuditActions.SignedIn, user.Id.ToString(), user.Email, $"By {person.Provider}."), cancellationToken, CurrentActor.Value.As(user.Id, user.Email));
        return principal;
    }

    private async Task<Result<AppUser>> FindAsync(ExternalPerson person, CancellationToken cancellationToken)
    {
        if (await FindConnectedAsync(person, cancellationToken) is { } known)
        {
            return known;
        }

        if (!EmailRule.TryRead(person.Email, out var email))
        {
            return AccountErrors.InvalidEmail;
        }

        if (await users.FindByEmailAsync(email) is { } same)
        {
            if (person.MatchEmail)
            {
                return await ConnectAsync(same, person, cancellationToken);
            }

            // Another first visit of theirs may have made it just now.
            return await FindConnectedAsync(person, cancellationToken) is { } first ? first : AccountErrors.ExternalEmailTaken;
        }

        if (await firstRun.IsPendingAsync(cancellationToken))
        {
            return AccountErrors.RegistrationClosed;
        }

        return person.CreateAccount ? await CreateAsync(email, person, cancellationToken) : AccountErrors.ExternalUnknown;
    }

    private async Task<AppUser?> FindConnectedAsync(ExternalPerson person, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var connected = from login in db.UserLogins
                        where login.LoginProvider == person.Provider && login.ProviderKey == person.Key
                        join account in db.Users on login.UserId equals account.Id
                        select account;
        return await connected.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Account, role and connection are stored together: whoever comes at the same moment finds all of it or nothing.</summary>
    private async Task<Result<AppUser>> CreateAsync(string email, ExternalPerson person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var user = new AppUser
        {
            Id = Guid.CreateVersion7(now),
            UserName = email,
            NormalizedUserName = users.NormalizeName(email),
            Email = email,
            NormalizedEmail = users.NormalizeEmail(email),
            SecurityStamp = users.GenerateNewAuthenticatorKey(), // The same random text as Identity makes stamps of.
            LockoutEnabled = users.Options.Lockout.AllowedForNewUsers,
            CreatedAt = now,
        };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var role = await db.Roles.Where(r => r.Name == Roles.User).Select(r => r.Id).SingleAsync(cancellationToken);
        db.Users.Add(user);
        db.UserRoles.Add(new() { UserId = user.Id, RoleId = role });
        db.UserLogins.Add(Connection(user, person));
        audit.Add(db, new(AuditActions.UserCreated, user.Id.ToString(), email, $"By {person.Provider}."), CurrentActor.Value.As(user.Id, email));
        return await SaveAsync(db, user, email, person, cancellationToken);
    }

    private async Task<Result<AppUser>> ConnectAsync(AppUser user, ExternalPerson person, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.UserLogins.Add(Connection(user, person));
        return await SaveAsync(db, user, user.Email!, person, cancellationToken);
    }

    private async Task<Result<AppUser>> SaveAsync(AppDbContext db, AppUser user, string email, ExternalPerson person, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return user;
        }
        catch (DbUpdateException)
        {
            // Two first visits at once: both looked, neither saw the other, and the keys of the tables decided.
            if (await FindConnectedAsync(person, cancellationToken) is { } first)
            {
                return first;
            }

            if (await users.FindByEmailAsync(email) is { } other && other.Id != user.Id)
            {
                return AccountErrors.ExternalEmailTaken; // Made in another way in the meantime.
            }

            throw;
        }
    }

    private static IdentityUserLogin<Guid> Connection(AppUser user, ExternalPerson person) =>
        new() { UserId = user.Id, LoginProvider = person.Provider, ProviderKey = person.Key, ProviderDisplayName = person.Provider };
}
