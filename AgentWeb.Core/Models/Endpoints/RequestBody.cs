using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>Writes the body of a chat completion request.</summary>
internal static class RequestBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The request for a streamed answer of <paramref name="model"/>.</summary>
    /// <param name="model">Id of the model.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">Parameters and tools; null is the server's defaults.</param>
    /// <param name="limitField">The field in which this server expects the limit of output tokens.</param>
    public static BinaryData Write(string model, IEnumerable<ChatMessage> messages, ChatOptions? options, string limitField)
    {
        var buffer = new ArrayBufferWriter<byte>(initialCapacity: 4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, model);
            json.WriteStartArray("messages"u8);
            if (!string.IsNullOrEmpty(options?.Instructions))
            {
                MessageJson.Write(json, new ChatMessage(ChatRole.System, options.Instructions));
            }

            foreach (var message in messages)
            {
                MessageJson.Write(json, message);
            }

            json.WriteEndArray();
            json.WriteBoolean("stream"u8, true);
            json.WriteStartObject("stream_options"u8);
            json.WriteBoolean("include_usage"u8, true);
            json.WriteEndObject();
            if (options is not null)
            {
                WriteParameters(json, options, limitField);
                ToolJson.Write(json, options);
            }

            json.WriteEndObject();
        }

        return BinaryData.FromBytes(buffer.WrittenMemory);
    }

    private static void WriteParameters(Utf8JsonWriter json, ChatOptions options, string limitField)
    {
        if (options.MaxOutputTokens is { } limit)
        {
            json.WriteNumber(limitField, limit);
        }

        WriteNumber(json, "temperature"u8, options.Temperature);
        WriteNumber(json, "top_p"u8, options.TopP);
        WriteNumber(json, "frequency_penalty"u8, options.FrequencyPenalty);
        WriteNumber(json, "presence_penalty"u8, options.PresencePenalty);
        if (options.Seed is { } seed)
        {
            json.WriteNumber("seed"u8, seed);
        }

        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop"u8);
            foreach (var stop in stops)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, float? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
