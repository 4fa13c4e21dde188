using AgentWeb.Core.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// What belongs to the second factor of an account, in Identity's table of tokens, which goes with the account: the key (protected), the step
/// that was used last, the hashes of the recovery codes.
/// </summary>
public sealed class TwoFactorStore(IDataProtectionProvider protection)
{
    /// <summary>The key that codes are made with.</summary>
    internal const string Key = "Key";

    /// <summary>The step of the last code, which is not taken again.</summary>
    internal const string Step = "Step";

    /// <summary>Recovery codes.</summary>
    internal const string Codes = "Codes";

    private const string Provider = "AgentWeb.TwoFactor";

    private readonly IDataProtector _protector = protection.CreateProtector(Provider);

    /// <summary>Reads one of them.</summary>
    internal static Task<string?> ReadAsync(AppDbContext db, Guid userId, string name, CancellationToken cancellationToken) =>
        Rows(db, userId).Where(t => t.Name == name).Select(t => t.Value).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Writes one of them.</summary>
    internal static async Task WriteAsync(AppDbContext db, Guid userId, string name, string value, CancellationToken cancellationToken)
    {
        if (await Rows(db, userId).Where(t => t.Name == name).ExecuteUpdateAsync(set => set.SetProperty(t => t.Value, value), cancellationToken) == 0)
        {
            db.UserTokens.Add(new IdentityUserToken<Guid> { UserId = userId, LoginProvider = Provider, Name = name, Value = value });
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Replaces one of them, if it still is what was read.</summary>
    /// <returns>False when somebody else was faster.</returns>
    internal static async Task<bool> ReplaceAsync(AppDbContext db, Guid userId, string name, string read, string value, CancellationToken cancellationToken) =>
        await Rows(db, userId).Where(t => t.Name == name && t.Value == read)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.Value, value), cancellationToken) == 1;

    /// <summary>Takes all of them away.</summary>
    internal static Task ClearAsync(AppDbContext db, Guid userId, CancellationToken cancellationToken) =>
        Rows(db, userId).ExecuteDeleteAsync(cancellationToken);

    /// <summary>The key as it is stored.</summary>
    internal string Protect(string key) => _protector.Protect(key);

    /// <summary>The stored key as apps know it.</summary>
    internal string Unprotect(string stored) => _protector.Unprotect(stored);

    private static IQueryable<IdentityUserToken<Guid>> Rows(AppDbContext db, Guid userId) =>
        db.UserTokens.Where(t => t.UserId == userId && t.LoginProvider == Provider);
}
