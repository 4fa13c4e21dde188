using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>A key to make.</summary>
/// <param name="Name">What its owner calls it, 1 to <see cref="ApiKey.MaxNameLength"/> characters.</param>
/// <param name="Scopes">What it may do, one or more of <see cref="ApiScopes"/>.</param>
/// <param name="ExpiresInDays">1 to <see cref="CreateApiKey.MaxDays"/>; null works until it is revoked.</param>
public sealed record CreateApiKeyInput(string? Name, IReadOnlyList<string>? Scopes, int? ExpiresInDays);

/// <summary>A key that was just made; the only time its text is known.</summary>
/// <param name="Text">The key itself. A secret: it is shown once and kept nowhere.</param>
/// <param name="View">What the list shows of it.</param>
public sealed record NewApiKey(string Text, ApiKeyView View);

/// <summary>Makes a key by which a program acts for its owner.</summary>
public sealed class CreateApiKey(IDbContextFactory<AppDbContext> contexts, AuditTrail audit, TimeProvider time)
{
    /// <summary>Longest life, in days.</summary>
    public const int MaxDays = 3650;

    /// <summary>Keys that work, of one account at most.</summary>
    public const int MaxPerUser = 50;

    /// <summary>Makes it.</summary>
    /// <returns><c>key_name_invalid</c>, <c>scopes_invalid</c>, <c>scope_not_allowed</c>, <c>key_days_invalid</c> or <c>too_many_keys</c> otherwise.</returns>
    public async Task<Result<NewApiKey>> RunAsync(Guid ownerId, CreateApiKeyInput input, CancellationToken cancellationToken)
    {
        if (Check(input) is { } wrong)
        {
            return wrong;
        }

        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (input.Scopes!.Contains(ApiScopes.Admin) && !await db.IsAdministratorAsync(ownerId, cancellationToken))
        {
            return new Error("scope_not_allowed", "Only administrators can make keys that administer.", ErrorKind.Forbidden);
        }

        if (await db.ApiKeys.Owned(ownerId).CountAsync(k => k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now), cancellationToken) >= MaxPerUser)
        {
            return new Error("too_many_keys", $"You have {MaxPerUser} keys already. Revoke one that is no longer needed.", ErrorKind.Conflict);
        }

        var text = ApiKeyText.New();
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            OwnerId = ownerId,
            Name = input.Name!.Trim(),
            Prefix = ApiKeyText.PrefixOf(text),
            Hash = ApiKeyText.HashOf(text),
            Scopes = string.Join(' ', ApiScopes.All.Where(scope => input.Scopes!.Contains(scope))),
            CreatedAt = now,
            ExpiresAt = input.ExpiresInDays is { } days ? now.AddDays(days) : null,
        };
        db.ApiKeys.Add(key);
        audit.Add(db, new(AuditActions.KeyCreated, key.Id.ToString(), key.Name, $"Scopes: {key.Scopes}."));
        await db.SaveChangesAsync(cancellationToken);
        return new NewApiKey(text, new(key.Id, key.Name, key.Prefix, key.Scopes, now, key.ExpiresAt, null, null));
    }

    private static Error? Check(CreateApiKeyInput input)
    {
        if (input.Name?.Trim() is not { Length: > 0 and <= ApiKey.MaxNameLength })
        {
            return new("key_name_invalid", $"Give the key a name of 1 to {ApiKey.MaxNameLength} characters.");
        }

        if (input.Scopes is not { Count: > 0 } || input.Scopes.Any(scope => !ApiScopes.All.Contains(scope, StringComparer.Ordinal)))
        {
            return new("scopes_invalid", "Choose at least one of chat, files, read and admin.");
        }

        return input.ExpiresInDays is < 1 or > MaxDays ? new("key_days_invalid", $"A key works for 1 to {MaxDays} days, or until it is revoked.") : null;
    }
}
