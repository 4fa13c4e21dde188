using System.Text.Json;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Export;

namespace AgentWeb.Core.Import.Formats;

/// <summary>Our own files: everything comes back as it was.</summary>
internal sealed class AgentWebFormat : IConversationFormat
{
    private const long MaxTokens = 1_000_000_000_000;
    private const int MaxCode = 64;
    private const int MaxSentence = 1000;

    public string Name => "AgentWeb";

    public bool Recognises(JsonElement value) => value.Member("format") is { ValueKind: JsonValueKind.String } format && format.ValueEquals(ConversationJson.FormatName);

    public ImportedConversation Read(JsonElement value)
    {
        if (value.Whole("version", int.MaxValue) is not 1)
        {
            throw new ImportRefusedException("version_unknown", "It was written by a later version of AgentWeb.");
        }

        var messages = value.List("messages").Select(m => (Message: Message(m), Active: m.Flag("active"))).ToList();
        return new()
        {
            Title = value.Text("title") ?? "",
            CreatedAt = value.Moment("created_at"),
            LastActiveAt = value.Moment("last_active_at"),
            ActiveLeaf = messages.LastOrDefault(m => m.Active).Message?.Key,
            Messages = messages.ConvertAll(m => m.Message),
            Restore = Head(value),
        };
    }

    private static Action<Conversation> Head(JsonElement value)
    {
        var (endedAt, summary, carried, instructions) =
            (value.Moment("ended_at"), value.Text("summary"), value.Text("carried_summary"), value.Text("instructions"));
        var (temperature, maxTokens) = (value.Number("temperature"), (int?)value.Whole("max_tokens", int.MaxValue));
        var (pinned, archived) = (value.Flag("pinned"), value.Flag("archived"));
        if (instructions?.Length > Conversation.MaxInstructionsLength || temperature is < 0 or > 2 || maxTokens is 0)
        {
            throw new ImportRefusedException("settings_invalid", "Its instructions, temperature or max_tokens are not what they may be.");
        }

        var tags = value.List("tags").Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.AsText().Trim())
            .Where(t => t.Length is > 0 and <= ConversationTag.MaxNameLength)
            .DistinctBy(t => t.ToUpperInvariant()).Take(ConversationTag.MaxPerConversation).ToList();
        return conversation =>
        {
            (conversation.EndedAt, conversation.Summary, conversation.CarriedSummary) = (endedAt, summary, carried);
            (conversation.Instructions, conversation.Temperature, conversation.MaxOutputTokens) = (instructions, temperature, maxTokens);
            (conversation.Pinned, conversation.Archived) = (pinned, archived);
            foreach (var tag in tags)
            {
                conversation.Tags.Add(new() { ConversationId = conversation.Id, OwnerId = conversation.OwnerId, Name = tag, NormalizedName = tag.ToUpperInvariant() });
            }
        };
    }

    private static ImportedMessage Message(JsonElement m)
    {
        var text = m.Text("text") ?? "";
        var (finishReason, errorCode, error) = (Short(m, "finish_reason", MaxCode), Short(m, "error_code", MaxCode), Short(m, "error", MaxSentence));
        var completedAt = m.Moment("completed_at");
        var segments = m.List("segments").Select(Segment).ToList();
        var usage = m.Object("usage") is { } used
            ? new TokenUsage { InputTokens = used.Whole("input_tokens", MaxTokens) ?? 0, OutputTokens = used.Whole("output_tokens", MaxTokens) ?? 0, Estimated = used.Flag("estimated") }
            : null;
        var feedback = m.Text("feedback") is { } opinion ? FeedbackNames.Parse(opinion) ?? throw JsonReading.Wrong("feedback") : (MessageFeedback?)null;
        var note = Short(m, "feedback_note", Data.Entities.Message.MaxFeedbackNoteLength);
        RequireInside(segments, text.Length);
        return new(m.Key("id") ?? throw JsonReading.Wrong("id"), m.Key("parent_id"), Roles.Parse(m.Text("role")), text)
        {
            At = m.Moment("created_at"),
            Model = m.Text("model"),
            Status = m.Text("status") is { } status ? ExportedStatus.Parse(status) ?? throw JsonReading.Wrong("status") : MessageStatus.Complete,
            Blocks = [.. m.List("content_blocks").Select(Block)],
            Restore = message =>
            {
                (message.FinishReason, message.ErrorCode, message.ErrorMessage) = (finishReason, errorCode, error);
                (message.CompletedAt, message.Usage, message.Segments) = (completedAt, usage, segments);
                (message.Feedback, message.FeedbackNote) = message.Role == MessageRole.Assistant ? (feedback, note) : (null, null);
            },
        };
    }

    private static MessageSegment Segment(JsonElement s) => new()
    {
        RunId = Guid.CreateVersion7(), // The run was another server's.
        Start = (int)(s.Whole("start", int.MaxValue) ?? throw JsonReading.Wrong("start")),
        Length = (int)(s.Whole("length", int.MaxValue) ?? throw JsonReading.Wrong("length")),
        Status = ExportedStatus.Parse(s.Text("status")) ?? throw JsonReading.Wrong("status"),
        FinishReason = Short(s, "finish_reason", MaxCode),
        ErrorCode = Short(s, "error_code", MaxCode),
        ErrorMessage = Short(s, "error", MaxSentence),
    };

    private static ContentBlock Block(JsonElement b) => new()
    {
        Type = Short(b, "type", MaxCode) ?? throw JsonReading.Wrong("type"),
        Text = b.Text("text") ?? "",
        DurationMs = b.Whole("duration_ms", int.MaxValue),
    };

    /// <summary>A segment that reaches beyond the text would break whoever cuts it off.</summary>
    private static void RequireInside(List<MessageSegment> segments, int length)
    {
        var end = 0L;
        foreach (var segment in segments)
        {
            if (segment.Start < end || (end = (long)segment.Start + segment.Length) > length)
            {
                throw new ImportRefusedException("segments_invalid", "The parts of a reply in it do not fit its text.");
            }
        }
    }

    private static string? Short(JsonElement owner, string name, int max) =>
        owner.Text(name) is { } text ? (text.Length <= max ? text : throw JsonReading.Wrong(name)) : null;
}
