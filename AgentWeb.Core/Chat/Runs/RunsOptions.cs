using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Limits on one run. Section <c>Runs</c>.</summary>
public sealed class RunsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Runs";

    /// <summary>Longest wait for the first token; a cold local model loads in this time. Key <c>Runs:FirstTokenTimeout</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(180);

    /// <summary>Longest silence between tokens. Key <c>Runs:IdleTimeout</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest run. Key <c>Runs:TotalTimeout</c>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "7.00:00:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Most tokens a reply may have. Key <c>Runs:MaxOutputTokens</c>.</summary>
    [Range(1, 10_000_000)]
    public int MaxOutputTokens { get; set; } = 8192;
}
