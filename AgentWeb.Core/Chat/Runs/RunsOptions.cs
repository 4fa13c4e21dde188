using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Limits on one run. Section <c>Runs</c>.</summary>
public sealed class RunsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Runs";

    /// <summary>Longest wait for the first token; a cold local model loads in this time. Key <c>Runs:FirstTokenTimeout</c>.</summary>
    [Description("Longest wait for the first word of a reply; a cold local model loads in this time")]
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(180);

    /// <summary>Longest silence between tokens. Key <c>Runs:IdleTimeout</c>.</summary>
    [Description("Longest silence within a reply")]
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest run. Key <c>Runs:TotalTimeout</c>.</summary>
    [Description("Longest time that a reply may take")]
    [Range(typeof(TimeSpan), "00:00:00.1", "7.00:00:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Delay before a failed request to a model is made again; doubles each time, and the server's own wish goes before it. Key
    /// <c>Runs:RetryDelay</c>.
    /// </summary>
    [Description("Pause before a failed request to a model is made again; it doubles each time")]
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A server that asks to wait longer than this is not asked again. Key <c>Runs:MaxRetryAfter</c>.</summary>
    [Description("A model server that asks to wait longer than this is not asked again")]
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Most tokens a reply may have. Key <c>Runs:MaxOutputTokens</c>.</summary>
    [Description("Most tokens that a reply may have")]
    [Range(1, 10_000_000)]
    public int MaxOutputTokens { get; set; } = 8192;
}
