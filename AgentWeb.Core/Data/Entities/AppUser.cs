using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Core.Data.Entities;

/// <summary>A person who signs in with an e-mail address.</summary>
public sealed class AppUser : IdentityUser<Guid>
{
    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was last used, within a minute; null before the first sign-in.</summary>
    public DateTimeOffset? LastActiveAt { get; set; }

    /// <summary>Most generations of this person that run at once; null takes <c>Queue:MaxPerUser</c>.</summary>
    public int? MaxConcurrentJobs { get; set; }

    /// <summary>Class of urgency of what this person asks; null is <see cref="JobPriority.Normal"/>.</summary>
    public JobPriority? QueuePriority { get; set; }

    /// <summary>Most tokens, sent and produced, of one day (UTC); null sets no limit.</summary>
    public long? MaxTokensPerDay { get; set; }

    /// <summary>Bytes of files this person may store; null takes <c>Files:QuotaPerUser</c>.</summary>
    public long? StorageQuota { get; set; }
}
