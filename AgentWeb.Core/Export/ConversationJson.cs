using System.Text.Encodings.Web;
using System.Text.Json;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Export;

/// <summary>
/// Writes a conversation as JSON with everything that an import needs to bring it back: the whole tree, which path is active, the parts and the
/// reasoning of replies. <c>docs/export-format.md</c> describes it.
/// </summary>
internal static class ConversationJson
{
    /// <summary>What the member <c>format</c> says; imports recognise a file by it.</summary>
    public const string FormatName = "agentweb.conversation";

    private const int Version = 1;

    // It is a file and never part of a page, so text of every script stays readable.
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it; the memory it takes does not grow with the conversation.</summary>
    public static async Task WriteAsync(
        Stream target, Conversation conversation, IAsyncEnumerable<Message> messages, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(target, Readable);
        json.WriteStartObject();
        WriteHead(json, conversation);
        json.WriteStartArray("messages");
        await foreach (var message in messages.WithCancellation(cancellationToken))
        {
            WriteMessage(json, message);
            await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static void WriteHead(Utf8JsonWriter json, Conversation conversation)
    {
        json.WriteString("format", FormatName);
        json.WriteNumber("version", Version);
        json.WriteString("session_id", PublicId.Format(PublicId.Session, conversation.Id));
        json.WriteString("title", conversation.Title);
        json.WriteString("created_at", conversation.CreatedAt);
        json.WriteString("last_active_at", conversation.LastActiveAt);
        WriteMoment(json, "ended_at", conversation.EndedAt);
        WriteText(json, "summary", conversation.Summary);
        WriteText(json, "carried_summary", conversation.CarriedSummary);
        WriteText(json, "instructions", conversation.Instructions);
        if (conversation.Temperature is { } temperature)
        {
            json.WriteNumber("temperature", temperature);
        }

        if (conversation.MaxOutputTokens is { } maxOutputTokens)
        {
            json.WriteNumber("max_tokens", maxOutputTokens);
        }

        json.WriteBoolean("pinned", conversation.Pinned);
        json.WriteBoolean("archived", conversation.Archived);
        json.WriteStartArray("tags");
        foreach (var tag in conversation.Tags)
        {
            json.WriteStringValue(tag.Name);
        }

        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        json.WriteString("id", PublicId.Format(PublicId.Message, message.Id));
        WriteText(json, "parent_id", message.ParentId is { } parent ? PublicId.Format(PublicId.Message, parent) : null);
        json.WriteBoolean("active", message.OnActivePath);
        json.WriteString("role", message.Role == MessageRole.User ? "user" : "assistant");
        json.WriteString("status", ExportedStatus.NameOf(message.Status));
        WriteText(json, "finish_reason", message.FinishReason);
        WriteText(json, "model", message.ModelKey);
        json.WriteString("created_at", message.CreatedAt);
        WriteMoment(json, "completed_at", message.CompletedAt);
        json.WriteString("text", message.Text);
        WriteText(json, "error_code", message.ErrorCode);
        WriteText(json, "error", message.ErrorMessage);
        WriteText(json, "feedback", FeedbackNames.Of(message.Feedback));
        WriteText(json, "feedback_note", message.FeedbackNote);
        WriteSegments(json, message);
        WriteBlocks(json, message);
        if (message.Usage is { } usage)
        {
            json.WriteStartObject("usage");
            json.WriteNumber("input_tokens", usage.InputTokens);
            json.WriteNumber("output_tokens", usage.OutputTokens);
            json.WriteBoolean("estimated", usage.Estimated);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteSegments(Utf8JsonWriter json, Message message)
    {
        json.WriteStartArray("segments");
        foreach (var segment in message.Segments)
        {
            json.WriteStartObject();
            json.WriteNumber("start", segment.Start);
            json.WriteNumber("length", segment.Length);
            json.WriteString("status", ExportedStatus.NameOf(segment.Status));
            WriteText(json, "finish_reason", segment.FinishReason);
            WriteText(json, "error_code", segment.ErrorCode);
            WriteText(json, "error", segment.ErrorMessage);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBlocks(Utf8JsonWriter json, Message message)
    {
        json.WriteStartArray("content_blocks");
        foreach (var block in message.ContentBlocks)
        {
            json.WriteStartObject();
            json.WriteString("type", block.Type);
            json.WriteString("text", block.Text);
            if (block.DurationMs is { } duration)
            {
                json.WriteNumber("duration_ms", duration);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteMoment(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } known)
        {
            json.WriteString(name, known);
        }
    }
}
