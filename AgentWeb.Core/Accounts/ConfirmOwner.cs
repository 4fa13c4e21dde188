using System.Security.Claims;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>What somebody who is signed in proves with that the account is theirs.</summary>
/// <param name="Password">Its password, where it has one.</param>
/// <param name="Email">Its address, typed; counts where it has no password, together with a recent sign-in by another system.</param>
/// <param name="SignedInOutsideAt">When that system vouched for this sign-in so that it counts; null when it did not.</param>
public sealed record OwnerProof(string? Password, string? Email = null, DateTimeOffset? SignedInOutsideAt = null)
{
    /// <summary>What is typed, and what the sign-in says about itself.</summary>
    public static OwnerProof Of(ClaimsPrincipal user, string? password, string? email) => new(password, email, user.FindSignedInOutsideAt());
}

/// <summary>
/// Makes sure, before something that cannot be taken back, that whoever is signed in owns the account: an open browser is no proof. They know its
/// password; where single sign-on made the account it has none, and they type its address, which the form does not tell, after that system vouched for
/// them anew.
/// </summary>
/// <remarks>
/// A provider of OAuth is told to ask who they are, whatever session the browser has with it; a sign-in without that does not count. A proxy cannot be told
/// so: its header says who the browser belongs to, with every request and whoever sits there. A recent sign-in and the typed address are all that there is
/// for accounts that a proxy made; whoever wants more has the proxy itself ask again for the paths of these forms.
/// </remarks>
public sealed class ConfirmOwner(IDbContextFactory<AppDbContext> contexts, CheckPassword checkPassword, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>How long a sign-in by another system is recent.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    /// <summary>Whether the account has a password, which is then what it is asked for.</summary>
    public async Task<bool> HasPasswordAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AnyAsync(u => u.Id == userId && u.PasswordHash != null, cancellationToken);
    }

    /// <summary>Checks the proof.</summary>
    /// <returns>
    /// The account's id; <c>wrong_password</c> or <c>locked_out</c> where it has a password, <c>sign_in_again</c> or <c>wrong_email</c> where it has none.
    /// </returns>
    public async Task<Result<Guid>> RunAsync(Guid userId, OwnerProof proof, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var account = await db.Users.Where(u => u.Id == userId)
            .Select(u => new { u.NormalizedEmail, HasPassword = u.PasswordHash != null }).SingleOrDefaultAsync(cancellationToken);
        if (account is null or { HasPassword: true })
        {
            var check = await checkPassword.OfAsync(userId, proof.Password, cancellationToken);
            return check.Succeeded ? userId : check.Error;
        }

        if (proof.SignedInOutsideAt is not { } signedInAt || time.GetUtcNow() - signedInAt > Recent)
        {
            return AccountErrors.SignInAgain;
        }

        return EmailRule.TryRead(proof.Email, out var email) && normalizer.NormalizeEmail(email) == account.NormalizedEmail
            ? userId
            : AccountErrors.WrongEmail;
    }
}
