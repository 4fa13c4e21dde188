namespace AgentWeb.Core.Data.Entities;

/// <summary>The part of a message's text that one run produced. The text itself stands in <see cref="Message.Text"/>.</summary>
public sealed class MessageSegment
{
    /// <summary>The run that produced it.</summary>
    public Guid RunId { get; set; }

    /// <summary>Where it begins in the message's text, in UTF-16 characters.</summary>
    public int Start { get; set; }

    /// <summary>How long it is, in UTF-16 characters.</summary>
    public int Length { get; set; }

    /// <summary>Why the model ended it.</summary>
    public string? FinishReason { get; set; }

    /// <summary>How it ended; what the message becomes again when the segments after it are removed.</summary>
    public MessageStatus Status { get; set; }

    /// <summary>Stable code of what went wrong.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>What went wrong, in a sentence.</summary>
    public string? ErrorMessage { get; set; }
}
