using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Chat;

/// <summary>How long things are kept. Section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Retention";

    /// <summary>How long a deleted conversation can be brought back. Key <c>Retention:Deleted</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan Deleted { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a temporary conversation is kept after it was last used. Key <c>Retention:Temporary</c>.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan Temporary { get; set; } = TimeSpan.FromHours(24);
}
