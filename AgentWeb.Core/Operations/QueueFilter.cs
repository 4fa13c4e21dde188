using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Operations;

/// <summary>Which jobs an administrator wants to see.</summary>
/// <param name="State">Only those that wait, or only those that run; null takes both.</param>
/// <param name="ModelKey">Only those of a model.</param>
/// <param name="User">Only those of users whose address contains this.</param>
public sealed record QueueFilter(JobState? State = null, string? ModelKey = null, string? User = null)
{
    /// <summary>Whether anything is left out.</summary>
    public bool IsEmpty => State is null && ModelKey is null && string.IsNullOrWhiteSpace(User);
}
