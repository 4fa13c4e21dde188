using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Export;

/// <summary>What is kept of a person beside conversations and files, as the ZIP of their account has it: never a password, key or token in any form.</summary>
internal static class ExportedAccount
{
    /// <summary>The account itself, and how its conversations are kept and shared.</summary>
    public static async Task<object> ReadAccountAsync(AppDbContext db, Guid userId, CancellationToken cancellationToken)
    {
        var inFolders = await db.Conversations.AsNoTracking().Owned(userId).Where(c => c.FolderId != null)
            .OrderBy(c => c.CreatedAt).Select(c => new { c.FolderId, c.Id }).ToListAsync(cancellationToken);
        var sessions = inFolders.ToLookup(c => c.FolderId!.Value, c => PublicId.Format(PublicId.Session, c.Id));
        var folders = await db.Folders.AsNoTracking().Owned(userId).OrderBy(f => f.Name).Select(f => new { f.Id, f.Name, f.CreatedAt }).ToListAsync(cancellationToken);
        var shares = await db.Shares.AsNoTracking().Owned(userId).OrderBy(s => s.CreatedAt)
            .Select(s => new { s.ConversationId, s.Title, s.CreatedAt, s.ExpiresAt }).ToListAsync(cancellationToken);
        return new
        {
            Account = await db.Users.AsNoTracking().Where(u => u.Id == userId)
                .Select(u => new
                {
                    u.Email,
                    u.CreatedAt,
                    u.LastActiveAt,
                    u.TwoFactorEnabled,
                    u.MaxConcurrentJobs,
                    u.QueuePriority,
                    u.MaxTokensPerDay,
                    u.StorageQuota,
                })
                .SingleAsync(cancellationToken),
            Roles = await (
                from held in db.UserRoles
                where held.UserId == userId
                join role in db.Roles on held.RoleId equals role.Id
                select role.Name).ToListAsync(cancellationToken),
            Folders = folders.ConvertAll(f => new { f.Name, f.CreatedAt, SessionIds = sessions[f.Id].ToList() }),
            Shares = shares.ConvertAll(s => new { SessionId = PublicId.Format(PublicId.Session, s.ConversationId), s.Title, s.CreatedAt, s.ExpiresAt }),
        };
    }

    /// <summary>Who gets in as this person: sign-ins, keys of programs, other systems that vouch for them.</summary>
    public static async Task<object> ReadAccessAsync(AppDbContext db, Guid userId, CancellationToken cancellationToken) => new
    {
        SignIns = await db.SignInSessions.AsNoTracking().Owned(userId).OrderBy(s => s.CreatedAt)
            .Select(s => new { s.CreatedAt, s.LastSeenAt, s.ExpiresAt, s.Address, s.UserAgent }).ToListAsync(cancellationToken),
        Keys = await db.ApiKeys.AsNoTracking().Owned(userId).OrderBy(k => k.CreatedAt)
            .Select(k => new { k.Name, k.Prefix, k.Scopes, k.CreatedAt, k.ExpiresAt, k.LastUsedAt, k.LastUsedAddress, k.RevokedAt }).ToListAsync(cancellationToken),
        SingleSignOn = await db.UserLogins.AsNoTracking().Where(l => l.UserId == userId)
            .Select(l => new { Provider = l.LoginProvider, KnownAs = l.ProviderKey }).ToListAsync(cancellationToken),
    };

    /// <summary>What they used, by day and by month, and what they did with the product. The last is read as it is written: it can be long.</summary>
    public static async Task<object> ReadUsageAsync(AppDbContext db, Guid userId, CancellationToken cancellationToken) => new
    {
        Days = await db.UsageDays.AsNoTracking().Owned(userId).OrderBy(u => u.Day).ThenBy(u => u.ModelKey)
            .Select(u => new
            {
                u.Day,
                Model = u.ModelKey,
                u.Requests,
                u.Replies,
                u.Completed,
                u.Continuations,
                u.Stopped,
                u.Failed,
                u.InputTokens,
                u.OutputTokens,
                u.CostMicros,
            })
            .ToListAsync(cancellationToken),
        Months = await db.UsageMonths.AsNoTracking().Owned(userId).OrderBy(u => u.Month).ThenBy(u => u.ModelKey)
            .Select(u => new { u.Month, Model = u.ModelKey, u.Requests, u.Replies, u.InputTokens, u.OutputTokens, u.CostMicros }).ToListAsync(cancellationToken),
        Events = db.ProductEvents.AsNoTracking().Owned(userId).OrderBy(e => e.Seq).Select(e => new { e.Name, e.Value, e.At }).AsAsyncEnumerable(),
    };

    /// <summary>How they want the product to be; null when everything is as it comes.</summary>
    public static async Task<object?> ReadSettingsAsync(AppDbContext db, Guid userId, CancellationToken cancellationToken) =>
        await db.UserSettings.AsNoTracking().Owned(userId)
            .Select(s => new { s.Theme, s.Density, s.Language, s.DefaultModelKey, s.Notifications }).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Their saved prompts.</summary>
    public static async Task<object> ReadPromptsAsync(AppDbContext db, Guid userId, CancellationToken cancellationToken) =>
        await db.SavedPrompts.AsNoTracking().Owned(userId).OrderBy(p => p.Name).Select(p => new { p.Name, p.Text }).ToListAsync(cancellationToken);
}
