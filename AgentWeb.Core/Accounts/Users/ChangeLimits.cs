using System.Globalization;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>What one account may; null takes what holds for all.</summary>
/// <param name="MaxConcurrentJobs">Generations at once, 1 to 1,000.</param>
/// <param name="QueuePriority">Class of urgency: high, normal or low.</param>
/// <param name="MaxTokensPerDay">Tokens of a day (UTC), sent and produced.</param>
/// <param name="StorageQuota">Bytes of files.</param>
public sealed record UserLimits(int? MaxConcurrentJobs, JobPriority? QueuePriority, long? MaxTokensPerDay, long? StorageQuota);

/// <summary>Changes the limits of an account. They act at once, also on what waits already.</summary>
public sealed class ChangeLimits(IDbContextFactory<AppDbContext> contexts, AuditTrail audit)
{
    private const int MaxJobs = 1000;

    /// <summary>Changes all of them.</summary>
    /// <returns>The account's id, or <c>not_found</c>, <c>limits_invalid</c>.</returns>
    public async Task<Result<Guid>> RunAsync(Guid userId, UserLimits limits, CancellationToken cancellationToken)
    {
        if (limits.MaxConcurrentJobs is < 1 or > MaxJobs || limits.QueuePriority is JobPriority.Background || limits.MaxTokensPerDay < 0 || limits.StorageQuota < 0)
        {
            return new Error(
                "limits_invalid", $"At once 1 to {MaxJobs}; priority high, normal or low; tokens and bytes not below 0. Leave empty what is not to be limited.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var user = await db.Users.SingleOrDefaultAsync(u => u.Id == userId, cancellationToken);
        if (user is null)
        {
            return Error.NotFound("account");
        }

        if ((user.QueuePriority ?? JobPriority.Normal) != (limits.QueuePriority ?? JobPriority.Normal))
        {
            var priority = limits.QueuePriority ?? JobPriority.Normal;
            await db.Jobs.Owned(userId).Where(j => j.State == JobState.Queued && j.Priority < JobPriority.Background)
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.Priority, priority), cancellationToken);
        }

        (user.MaxConcurrentJobs, user.QueuePriority, user.MaxTokensPerDay, user.StorageQuota) =
            (limits.MaxConcurrentJobs, limits.QueuePriority, limits.MaxTokensPerDay, limits.StorageQuota);
        audit.Add(db, new(AuditActions.UserLimitsChanged, userId.ToString(), user.Email, Describe(limits)));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return userId;
    }

    private static string Describe(UserLimits limits) => string.Create(
        CultureInfo.InvariantCulture,
        $"At once {Text(limits.MaxConcurrentJobs)}, priority {limits.QueuePriority?.ToString().ToLowerInvariant() ?? "default"}, tokens a day {Text(limits.MaxTokensPerDay)}, bytes {Text(limits.StorageQuota)}.");

    private static string Text(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "default";
}
