using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>
/// Reads one event of an answer, or a whole answer that was sent as one document. Takes what is there and passes over what is
/// not understood: servers differ in everything but the names of the fields.
/// </summary>
internal static class ChunkReader
{
    private static readonly JsonReaderOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Fills <paramref name="chunk"/> from <paramref name="json"/>; false when that is no JSON object.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, Chunk chunk)
    {
        chunk.Clear();
        if (!Utf8.IsValid(json))
        {
            // Bytes that are no UTF-8 become replacement characters.
            json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        }

        try
        {
            var reader = new Utf8JsonReader(json, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            ReadRoot(ref reader, json, chunk);
            return true;
        }
        catch (JsonException)
        {
            chunk.Clear();
            return false;
        }
    }

    private static void ReadRoot(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Chunk chunk)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                reader.Read();
                ReadChoices(ref reader, json, chunk);
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                chunk.Usage = UsageReader.Read(ref reader) ?? chunk.Usage;
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                ReadError(ref reader, chunk);
            }
            else if (chunk.Id is null && reader.ValueTextEquals("id"u8))
            {
                chunk.Id = ReadString(ref reader);
            }
            else if (chunk.Model is null && reader.ValueTextEquals("model"u8))
            {
                chunk.Model = ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8))
                {
                    chunk.Error ??= ServerError.OfBody(Encoding.UTF8.GetString(json));
                }

                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadChoices(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Chunk chunk)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadChoice(ref reader, json, chunk);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadChoice(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Chunk chunk)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                DeltaReader.Read(ref reader, json, chunk);
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                var reason = ReadString(ref reader);
                chunk.FinishReason = string.IsNullOrEmpty(reason) ? chunk.FinishReason : reason;
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                chunk.AddText(ReadString(ref reader));
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                ReadError(ref reader, chunk);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadError(ref Utf8JsonReader reader, Chunk chunk)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.String)
        {
            using var error = JsonDocument.ParseValue(ref reader);
            chunk.Error = ServerError.Of(error.RootElement);
        }
        else
        {
            reader.Skip();
        }
    }

    /// <summary>The string that follows the property's name; null when something else does.</summary>
    internal static string? ReadString(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return JsonText.Read(ref reader);
        }

        reader.Skip();
        return null;
    }
}
