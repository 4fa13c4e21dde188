namespace AgentWeb.Core.Data.Entities;

/// <summary>Something that stands beside a message's text.</summary>
public sealed class ContentBlock
{
    /// <summary>The model's reasoning.</summary>
    public const string Reasoning = "reasoning";

    /// <summary>What it is; <see cref="Reasoning"/> today.</summary>
    public required string Type { get; set; }

    /// <summary>Its text.</summary>
    public required string Text { get; set; }

    /// <summary>How long it took, in milliseconds.</summary>
    public long? DurationMs { get; set; }
}
