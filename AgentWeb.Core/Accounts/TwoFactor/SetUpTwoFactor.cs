using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>What an authenticator app needs.</summary>
/// <param name="Key">The key in base 32, to be typed. A secret.</param>
/// <param name="Address">The same as an address, to be shown as a QR code.</param>
public sealed record TwoFactorKey(string Key, string Address);

/// <summary>Where the second factor of an account stands.</summary>
/// <param name="IsOn">Whether it is asked for.</param>
/// <param name="RecoveryCodesLeft">How many recovery codes were not used.</param>
public sealed record TwoFactorState(bool IsOn, int RecoveryCodesLeft);

/// <summary>Switches the second factor on: a key is offered, and counts once a code that was made with it is confirmed.</summary>
public sealed class SetUpTwoFactor(
    IDbContextFactory<AppDbContext> contexts, TwoFactorStore store, CheckSecondFactor check, IUserAccess access, SignInSessions sessions, AuditTrail audit)
{
    private const string Issuer = "AgentWeb";

    /// <summary>Where it stands.</summary>
    public async Task<TwoFactorState> ReadAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var isOn = await db.Users.AnyAsync(u => u.Id == userId && u.TwoFactorEnabled, cancellationToken);
        return new(isOn, isOn ? RecoveryCodes.Left(await TwoFactorStore.ReadAsync(db, userId, TwoFactorStore.Codes, cancellationToken)) : 0);
    }

    /// <summary>Offers a key; the same one until it is confirmed.</summary>
    /// <returns><c>two_factor_on</c> when one counts already.</returns>
    public async Task<Result<TwoFactorKey>> OfferAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.AsNoTracking().Where(u => u.Id == userId).Select(u => new { u.Email, u.TwoFactorEnabled }).SingleOrDefaultAsync(cancellationToken);
        if (user is null or { TwoFactorEnabled: true })
        {
            return AccountErrors.TwoFactorIsOn;
        }

        var key = await TwoFactorStore.ReadAsync(db, userId, TwoFactorStore.Key, cancellationToken) is { } offered ? store.Unprotect(offered) : null;
        if (key is null)
        {
            key = Totp.NewKey();
            await TwoFactorStore.WriteAsync(db, userId, TwoFactorStore.Key, store.Protect(key), cancellationToken);
            await TwoFactorStore.WriteAsync(db, userId, TwoFactorStore.Step, "0", cancellationToken);
        }

        return new TwoFactorKey(key, $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(user.Email ?? "")}?secret={key}&issuer={Issuer}");
    }

    /// <summary>Switches it on. Every sign-in so far ends, since none of them proved it.</summary>
    /// <returns>The recovery codes, shown once; <c>invalid_two_factor_code</c>, <c>two_factor_on</c> or <c>locked_out</c> otherwise.</returns>
    public async Task<Result<List<string>>> ConfirmAsync(Guid userId, string? code, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Users.AnyAsync(u => u.Id == userId && u.TwoFactorEnabled, cancellationToken))
        {
            return AccountErrors.TwoFactorIsOn;
        }

        var confirmed = await check.RunAsync(userId, new(code, RecoveryCode: null), cancellationToken);
        if (!confirmed.Succeeded)
        {
            return confirmed.Error == AccountErrors.TwoFactorRequired ? AccountErrors.InvalidTwoFactorCode : confirmed.Error;
        }

        var codes = RecoveryCodes.New();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await TwoFactorStore.WriteAsync(db, userId, TwoFactorStore.Codes, RecoveryCodes.Keep(codes), cancellationToken);
        await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.TwoFactorEnabled, true), cancellationToken);
        audit.Add(db, new(AuditActions.TwoFactorEnabled, userId.ToString()));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await sessions.EndAllAsync(userId, cancellationToken);
        access.Forget(userId);
        return codes.ToList();
    }
}
