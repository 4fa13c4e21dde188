using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>
/// Writes a message as the protocol wants it. The results of a tool message become one message each. Reasoning is left out: servers
/// refuse it or count it twice.
/// </summary>
internal static class MessageJson
{
    /// <summary>Writes <paramref name="message"/>.</summary>
    public static void Write(Utf8JsonWriter json, ChatMessage message)
    {
        var wroteResult = false;
        foreach (var result in message.Contents.OfType<FunctionResultContent>())
        {
            WriteResult(json, result);
            wroteResult = true;
        }

        if (wroteResult && !message.Contents.Any(IsShown))
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("role"u8, message.Role.Value);
        WriteContent(json, message.Contents);
        WriteCalls(json, message.Contents);
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, FunctionResultContent result)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, ChatRole.Tool.Value);
        json.WriteString("tool_call_id"u8, result.CallId);
        json.WriteString("content"u8, result.Result switch
        {
            null => "",
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } text => text.GetString(),
            JsonElement element => element.GetRawText(),
            var value => JsonSerializer.Serialize(value),
        });
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, IList<AIContent> contents)
    {
        // Plain text is sent as a string: some servers know nothing else.
        if (!contents.Any(content => content is not TextContent && IsShown(content)))
        {
            var text = contents is [TextContent only] ? only.Text : string.Concat(contents.OfType<TextContent>().Select(part => part.Text));
            json.WriteString("content"u8, text);
            return;
        }

        json.WriteStartArray("content"u8);
        foreach (var content in contents)
        {
            switch (content)
            {
                case TextContent text:
                    json.WriteStartObject();
                    json.WriteString("type"u8, "text"u8);
                    json.WriteString("text"u8, text.Text);
                    json.WriteEndObject();
                    break;
                case DataContent data when data.HasTopLevelMediaType("image"):
                    WriteImage(json, data.Uri);
                    break;
                case UriContent link when link.HasTopLevelMediaType("image"):
                    WriteImage(json, link.Uri.ToString());
                    break;
            }
        }

        json.WriteEndArray();
    }

    private static void WriteImage(Utf8JsonWriter json, string url)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
        json.WriteString("url"u8, url);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter json, IList<AIContent> contents)
    {
        var open = false;
        foreach (var call in contents.OfType<FunctionCallContent>())
        {
            if (!open)
            {
                json.WriteStartArray("tool_calls"u8);
                open = true;
            }

            json.WriteStartObject();
            json.WriteString("id"u8, call.CallId);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, call.Arguments is null ? "{}" : JsonSerializer.Serialize(call.Arguments));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (open)
        {
            json.WriteEndArray();
        }
    }

    private static bool IsShown(AIContent content) => content switch
    {
        TextContent => true,
        DataContent data => data.HasTopLevelMediaType("image"),
        UriContent link => link.HasTopLevelMediaType("image"),
        _ => false,
    };
}
