using System.Globalization;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Models.Managed;

/// <summary>Who may use a model.</summary>
public enum ModelUse
{
    /// <summary>Everybody.</summary>
    Everybody,

    /// <summary>Those who were chosen, and administrators.</summary>
    Chosen,

    /// <summary>Nobody.</summary>
    Nobody,
}

/// <summary>What an administrator decides about a model.</summary>
/// <param name="Use">Who may use it; null leaves it as it is, which is everybody where nothing was decided.</param>
/// <param name="Users">E-mail addresses of those who were chosen; null leaves them as they are.</param>
/// <param name="MaxConcurrency">Most replies that are written by it at once; null leaves what is configured.</param>
/// <param name="InputPrice">Price of a million input tokens; null leaves what is configured.</param>
/// <param name="OutputPrice">Price of a million output tokens; null leaves what is configured.</param>
public sealed record ModelPolicyInput(
    ModelUse? Use = null, IReadOnlyList<string>? Users = null, int? MaxConcurrency = null, decimal? InputPrice = null, decimal? OutputPrice = null);

/// <summary>Decides about a model: who may use it, how much at once, and for what price. It counts at once, on all nodes.</summary>
public sealed class SaveModelPolicy(IDbContextFactory<AppDbContext> contexts, AuditTrail audit, IConfigurationPulse pulse, TimeProvider time)
{
    private const decimal MaxPrice = 1_000_000;
    private const int MaxKeyLength = 256;

    /// <summary>Stores it.</summary>
    /// <returns>The key; <c>policy_invalid</c>, or <c>user_unknown</c> naming addresses that no account has.</returns>
    public async Task<Result<string>> RunAsync(string modelKey, ModelPolicyInput input, CancellationToken cancellationToken)
    {
        if (modelKey.Length is 0 or > MaxKeyLength || !modelKey.Contains('/', StringComparison.Ordinal) || (input.Use is { } wanted && !Enum.IsDefined(wanted))
            || input.MaxConcurrency is < 1 or > 10_000 || input.InputPrice is < 0 or > MaxPrice || input.OutputPrice is < 0 or > MaxPrice)
        {
            return new Error("policy_invalid", "A model runs at least one reply at once, and a price is between 0 and a million.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (input.Users is not null && await GrantAsync(db, modelKey, input.Users, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        var policy = await db.ModelPolicies.FirstOrDefaultAsync(p => p.ModelKey == modelKey, cancellationToken);
        if (policy is null)
        {
            policy = new() { ModelKey = modelKey };
            db.ModelPolicies.Add(policy);
        }

        var use = input.Use ?? UseOf(policy);
        policy.Restricted = use == ModelUse.Chosen;
        policy.Disabled = use == ModelUse.Nobody;
        policy.MaxConcurrency = input.MaxConcurrency;
        policy.InputPrice = input.InputPrice;
        policy.OutputPrice = input.OutputPrice;
        policy.ChangedAt = time.GetUtcNow();
        audit.Add(db, new(AuditActions.ModelChanged, modelKey, modelKey, Describe(input, use)));
        ModelChange.Mark(db, policy.ChangedAt);
        await db.SaveChangesAsync(cancellationToken);
        await pulse.ChangedAsync(CancellationToken.None);
        return modelKey;
    }

    /// <summary>Who may use a model by what was decided; everybody where nothing was.</summary>
    internal static ModelUse UseOf(ModelPolicy? policy) =>
        policy is { Disabled: true } ? ModelUse.Nobody : policy is { Restricted: true } ? ModelUse.Chosen : ModelUse.Everybody;

    private static async Task<Error?> GrantAsync(AppDbContext db, string modelKey, IReadOnlyList<string> users, CancellationToken cancellationToken)
    {
        var wanted = users.Select(user => user.Trim().ToUpperInvariant()).Where(user => user.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var found = await db.Users.Where(u => wanted.Contains(u.NormalizedUserName!)).Select(u => new { u.Id, Name = u.NormalizedUserName! }).ToListAsync(cancellationToken);
        if (wanted.Except(found.Select(user => user.Name), StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
        {
            return new("user_unknown", $"There is no account {string.Join(", ", unknown.Select(name => name.ToLowerInvariant()))}.");
        }

        var granted = await db.ModelGrants.Where(g => g.ModelKey == modelKey).ToListAsync(cancellationToken);
        db.ModelGrants.RemoveRange(granted.Where(g => found.TrueForAll(user => user.Id != g.OwnerId)));
        db.ModelGrants.AddRange(found.Where(user => granted.TrueForAll(g => g.OwnerId != user.Id)).Select(user => new ModelGrant { ModelKey = modelKey, OwnerId = user.Id }));
        return null;
    }

    private static string Describe(ModelPolicyInput input, ModelUse use) => string.Create(CultureInfo.InvariantCulture,
        $"for {(use == ModelUse.Chosen && input.Users is not null ? string.Join(", ", input.Users) : use.ToString().ToLowerInvariant())}; at once {input.MaxConcurrency?.ToString(CultureInfo.InvariantCulture) ?? "as configured"}; price {Price(input.InputPrice)} and {Price(input.OutputPrice)}");

    private static string Price(decimal? price) => price?.ToString(CultureInfo.InvariantCulture) ?? "as configured";
}
