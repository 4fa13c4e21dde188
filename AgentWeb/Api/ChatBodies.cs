using System.Text.Json.Serialization;
using AgentWeb.Core;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Api;

/// <summary>A message to send.</summary>
/// <param name="Message">The text.</param>
/// <param name="SessionId">The session it goes to; none makes one.</param>
/// <param name="ParentId">The message it follows; none follows the last of the active path.</param>
/// <param name="ClientMessageId">The sender's own id, at most 64 characters: the same one never makes two messages.</param>
/// <param name="Model">Key of the model; none asks the default one.</param>
/// <param name="Temperature">0 to 2.</param>
/// <param name="MaxTokens">Most tokens the reply may have.</param>
/// <param name="Temporary">Whether the session that is made appears in no history and is purged after a day.</param>
/// <param name="Instructions">What the model is told before everything else in the session that is made.</param>
/// <param name="CarryFrom">An ended session whose summary the session that is made takes along.</param>
/// <param name="FileIds">Files that go with the message.</param>
/// <param name="UsesLibrary">Whether replies of the session that is made may draw on all of the user's files.</param>
internal sealed record ChatRequest(
    string? Message, string? SessionId = null, string? ParentId = null, string? ClientMessageId = null, string? Model = null,
    double? Temperature = null, int? MaxTokens = null, bool? Temporary = null, string? Instructions = null, string? CarryFrom = null,
    IReadOnlyList<string?>? FileIds = null, bool? UsesLibrary = null)
{
    /// <summary>The request as the use case takes it; identifiers that are none are answered as unknown ones.</summary>
    public Result<SendMessageInput> ToInput()
    {
        Guid? sessionId = null;
        if (SessionId is not null)
        {
            if (!PublicId.TryParse(PublicId.Session, SessionId, out var parsed))
            {
                return Error.NotFound("conversation");
            }

            sessionId = parsed;
        }

        Guid? parentId = null;
        if (ParentId is not null)
        {
            if (!PublicId.TryParse(PublicId.Message, ParentId, out var parsed))
            {
                return Error.NotFound("message");
            }

            parentId = parsed;
        }

        Guid? carryFrom = null;
        if (CarryFrom is not null)
        {
            if (!PublicId.TryParse(PublicId.Session, CarryFrom, out var parsed))
            {
                return Error.NotFound("conversation");
            }

            carryFrom = parsed;
        }

        var files = new List<Guid>();
        foreach (var fileId in FileIds ?? [])
        {
            if (!PublicId.TryParse(PublicId.File, fileId, out var parsed))
            {
                return Error.NotFound("file");
            }

            files.Add(parsed);
        }

        var opening = new ConversationOpening(Temporary ?? false, Instructions, CarryFrom: carryFrom, UsesLibrary: UsesLibrary ?? false);
        return new SendMessageInput(Message, sessionId, parentId, ClientMessageId, Model, Temperature, MaxTokens, opening, files);
    }
}

/// <summary>What was accepted.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="RunId">The run that writes the reply.</param>
/// <param name="UserMessageId">The message.</param>
/// <param name="MessageId">The reply.</param>
/// <param name="Status">Where the reply stands.</param>
/// <param name="QueuePosition">1 starts next; 0 while it is not in line.</param>
/// <param name="EtaMs">Estimated wait in milliseconds.</param>
/// <param name="WaitingFor">Name of the file that must be read before it stands in line; left out when it waits for none.</param>
internal sealed record ChatResponse(
    string SessionId, string RunId, string UserMessageId, string MessageId, string Status, int QueuePosition, long EtaMs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WaitingFor)
{
    public static ChatResponse From(SendReceipt receipt, QueueWait wait) => new(
        PublicId.Format(PublicId.Session, receipt.ConversationId),
        PublicId.Format(PublicId.Run, receipt.RunId),
        PublicId.Format(PublicId.Message, receipt.UserMessageId),
        PublicId.Format(PublicId.Message, receipt.MessageId),
        RunStatusNames.Of(receipt.Status),
        wait.Position,
        (long)wait.Estimate.TotalMilliseconds,
        wait.File);
}

/// <summary>A reply to write again.</summary>
/// <param name="MessageId">The reply.</param>
/// <param name="Model">Key of the model; none asks the same one.</param>
/// <param name="Temperature">0 to 2.</param>
/// <param name="MaxTokens">Most tokens the reply may have.</param>
internal sealed record RegenerateRequest(string? MessageId, string? Model = null, double? Temperature = null, int? MaxTokens = null);

/// <summary>A reply to go on with.</summary>
/// <param name="MessageId">The reply.</param>
/// <param name="MaxTokens">Most tokens that may be added.</param>
/// <param name="Temperature">0 to 2.</param>
internal sealed record ContinueRequest(string? MessageId, int? MaxTokens = null, double? Temperature = null);

/// <summary>What to stop: one of the two.</summary>
internal sealed record StopRequest(string? RunId, string? SessionId);

/// <summary>How the run ended.</summary>
internal sealed record StopResponse(string RunId, string Status);

/// <summary>A page of what was said.</summary>
internal sealed record HistoryResponse(string SessionId, int MessageCount, IReadOnlyList<HistoryMessage> Messages)
{
    public static HistoryResponse From(TranscriptPage page) => new(
        PublicId.Format(PublicId.Session, page.Conversation.Id),
        page.Conversation.MessageCount,
        [.. page.Messages.Select(HistoryMessage.From)]);
}

/// <summary>A message.</summary>
internal sealed record HistoryMessage(
    string Id, string? ParentId, long Seq, MessageRole Role, string Status, string? FinishReason, string Content,
    IReadOnlyList<HistoryBlock> ContentBlocks, IReadOnlyList<CitationBody> Citations, DateTimeOffset CreatedAt, UsageBody? TokenUsage, HistoryError? Error,
    MessageFeedback? Feedback, string? FeedbackNote, IReadOnlyList<FileResponse> Files)
{
    public static HistoryMessage From(TranscriptMessage m) => new(
        PublicId.Format(PublicId.Message, m.Id),
        m.ParentId is { } parent ? PublicId.Format(PublicId.Message, parent) : null,
        m.Seq,
        m.Role,
        RunStatusNames.Of(m.Status),
        m.FinishReason,
        m.Text,
        [.. m.ContentBlocks.Select(b => new HistoryBlock(b.Type, b.Text, b.DurationMs))],
        [.. m.Citations.Select(CitationBody.Of)],
        m.CreatedAt,
        m.Usage is { } usage ? new(usage.InputTokens, usage.OutputTokens) : null,
        m.ErrorCode is { } code ? new(code, m.ErrorMessage ?? "", m.TraceId) : null,
        m.Feedback,
        m.FeedbackNote,
        [.. m.Files.Select(FileResponse.From)]);
}

/// <summary>Something beside the text: reasoning.</summary>
internal sealed record HistoryBlock(string Type, string Text, long? DurationMs);

/// <summary>What went wrong.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">A sentence a person can act on.</param>
/// <param name="TraceId">Id under which the log has the run; null for what is no failure, or too long ago.</param>
internal sealed record HistoryError(string Code, string Message, string? TraceId);
