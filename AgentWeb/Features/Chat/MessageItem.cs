using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;

namespace AgentWeb.Features.Chat;

/// <summary>A message as a page shows it. One object for each message and page, changed on the page's own thread only.</summary>
public sealed class MessageItem
{
    /// <summary>Identifier.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who speaks.</summary>
    public required MessageRole Role { get; init; }

    /// <summary>The message it follows; null for the first one.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>Where it stands.</summary>
    public MessageStatus Status { get; set; }

    /// <summary>Its text; of a running reply what was there when it was loaded.</summary>
    public string Text { get; set; } = "";

    /// <summary>The model's reasoning.</summary>
    public string Reasoning { get; set; } = "";

    /// <summary>How long the model reasoned, in milliseconds.</summary>
    public long? ReasoningMs { get; set; }

    /// <summary>The run that writes it; null when none does.</summary>
    public Guid? RunId { get; set; }

    /// <summary>The code of what went wrong.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>What went wrong, in an English sentence.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Id under which the log has the run that went wrong.</summary>
    public string? TraceId { get; set; }

    /// <summary>Why the model ended it.</summary>
    public string? FinishReason { get; set; }

    /// <summary>The text that the run goes on from; empty for a reply from its beginning.</summary>
    public string TextBefore { get; init; } = "";

    /// <summary>The place in line while it waits.</summary>
    public QueueWait Place
    {
        get;
        set
        {
            field = value;
            FirstPosition = Math.Max(FirstPosition, value.Position);
        }
    }

    /// <summary>The hindmost position that was seen: where the line began that fills while it waits.</summary>
    public int FirstPosition { get; private set; }

    /// <summary>Whether it waits for a reply before it in the same conversation.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Of a person's message: whether its reply still waits in line, so that it can be changed where it stands.</summary>
    public bool Waits { get; set; }

    /// <summary>The last failed attempt while the model is asked again; null else.</summary>
    public RetryEvent? AskedAgain { get; set; }

    /// <summary>Of a reply: the passages of files that its text refers to.</summary>
    public IReadOnlyList<Citation> Citations { get; set; } = [];

    /// <summary>Of a person's message: the files that went with it.</summary>
    public IReadOnlyList<FileSummary> Files { get; set; } = [];

    /// <summary>How many segments its text has.</summary>
    public int SegmentCount { get; set; }

    /// <summary>Tokens that the model was given and wrote, which the next message adds to; null while that is not known.</summary>
    public long? ContextTokens { get; set; }

    /// <summary>The versions of the message, oldest first, this one included; empty when there is only this one.</summary>
    public IReadOnlyList<Guid> Siblings { get; set; } = [];

    /// <summary>When it was accepted; null for one that was just sent from here.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>What its reader thinks of it.</summary>
    public MessageFeedback? Feedback { get; set; }

    /// <summary>What they have to say about it.</summary>
    public string? FeedbackNote { get; set; }

    /// <summary>The status as styles, scripts and the API know it.</summary>
    public string StatusName => RunStatusNames.Of(Status);

    /// <summary>Whether it will still change by itself.</summary>
    public bool IsRunning => Status.IsRunning();

    /// <summary>Trying again makes sense: it failed, broke off, or was stopped before there was text.</summary>
    public bool CanRetry => Status is MessageStatus.Error or MessageStatus.Interrupted || (Status == MessageStatus.Stopped && Text.Length == 0);

    /// <summary>Going on with it makes sense: it has text, and it was stopped, broke off or reached its length limit.</summary>
    public bool CanContinue => Status.CanContinue(FinishReason, Text.Length > 0);

    /// <summary>The message as it was read.</summary>
    public static MessageItem From(TranscriptMessage message)
    {
        var reasoning = message.ContentBlocks.Where(b => b.Type == ContentBlock.Reasoning).ToList();
        return new()
        {
            Id = message.Id,
            Role = message.Role,
            ParentId = message.ParentId,
            Status = message.Status,
            Text = message.Text,
            Reasoning = string.Concat(reasoning.Select(b => b.Text)),
            ReasoningMs = reasoning.Count == 0 ? null : reasoning.Sum(b => b.DurationMs ?? 0),
            RunId = message.RunId,
            ErrorCode = message.ErrorCode,
            ErrorMessage = message.ErrorMessage,
            TraceId = message.TraceId,
            FinishReason = message.FinishReason,
            TextBefore = message.Text[..message.ContinuesFrom],
            SegmentCount = message.SegmentCount,
            ContextTokens = message.Usage is { } usage ? usage.InputTokens + usage.OutputTokens : null,
            Siblings = message.Siblings,
            CreatedAt = message.CreatedAt,
            Feedback = message.Feedback,
            FeedbackNote = message.FeedbackNote,
            Files = message.Files,
            Citations = message.Citations,
        };
    }
}
