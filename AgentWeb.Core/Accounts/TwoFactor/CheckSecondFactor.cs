using System.Globalization;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>What somebody proves a second time with: one of the two.</summary>
/// <param name="Code">Of the authenticator app.</param>
/// <param name="RecoveryCode">One of the set that was shown once.</param>
public sealed record SecondFactor(string? Code, string? RecoveryCode)
{
    /// <summary>Whether there is neither.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Code) && string.IsNullOrWhiteSpace(RecoveryCode);
}

/// <summary>Checks a second factor. Each code counts once, also within its half minute.</summary>
public sealed class CheckSecondFactor(IDbContextFactory<AppDbContext> contexts, TwoFactorStore store, CodeTries tries, TimeProvider time)
{
    private const int MaxLength = 40;

    /// <summary>Checks it.</summary>
    /// <returns>The account's id, or <c>two_factor_required</c>, <c>invalid_two_factor_code</c>, <c>locked_out</c>.</returns>
    public async Task<Result<Guid>> RunAsync(Guid userId, SecondFactor factor, CancellationToken cancellationToken)
    {
        if (factor.IsEmpty)
        {
            return AccountErrors.TwoFactorRequired;
        }

        if (!tries.Begin(userId))
        {
            return AccountErrors.LockedOut;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var isRight = string.IsNullOrWhiteSpace(factor.Code)
            ? await UseRecoveryCodeAsync(db, userId, factor.RecoveryCode!, cancellationToken)
            : await UseCodeAsync(db, userId, factor.Code, cancellationToken);
        if (!isRight)
        {
            return AccountErrors.InvalidTwoFactorCode;
        }

        tries.Forget(userId);
        return userId;
    }

    private async Task<bool> UseCodeAsync(AppDbContext db, Guid userId, string text, CancellationToken cancellationToken)
    {
        var code = text.Replace(" ", "", StringComparison.Ordinal);
        if (code.Length != Totp.Digits || await TwoFactorStore.ReadAsync(db, userId, TwoFactorStore.Key, cancellationToken) is not { } key)
        {
            return false;
        }

        var used = await TwoFactorStore.ReadAsync(db, userId, TwoFactorStore.Step, cancellationToken) ?? "0";
        return Totp.FindStep(store.Unprotect(key), code, time.GetUtcNow()) is { } step
            && step > long.Parse(used, CultureInfo.InvariantCulture)
            && await TwoFactorStore.ReplaceAsync(db, userId, TwoFactorStore.Step, used, step.ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    private static async Task<bool> UseRecoveryCodeAsync(AppDbContext db, Guid userId, string code, CancellationToken cancellationToken) =>
        code.Length <= MaxLength
        && await TwoFactorStore.ReadAsync(db, userId, TwoFactorStore.Codes, cancellationToken) is { } kept
        && RecoveryCodes.Without(kept, code) is { } left
        && await TwoFactorStore.ReplaceAsync(db, userId, TwoFactorStore.Codes, kept, left, cancellationToken);
}
