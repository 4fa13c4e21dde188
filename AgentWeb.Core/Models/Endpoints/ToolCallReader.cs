using System.Text;
using System.Text.Json;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>Reads pieces of tool calls.</summary>
internal static class ToolCallReader
{
    /// <summary>Reads an array of pieces.</summary>
    public static void ReadMany(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Chunk chunk)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Read(ref reader, json, chunk);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Read(ref reader, json, chunk);
        }
    }

    /// <summary>Reads one piece; anything but an object is passed over.</summary>
    public static void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Chunk chunk)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            chunk.ToolCalls.Add(ReadPiece(ref reader, json, new ToolCallPiece(Index: null, Id: null, Name: null, Arguments: null)));
        }
        else
        {
            reader.Skip();
        }
    }

    /// <summary>Reads an object into <paramref name="piece"/>; the name and the arguments stand in it or in its <c>function</c>.</summary>
    private static ToolCallPiece ReadPiece(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ToolCallPiece piece)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                var isNumber = reader.TokenType == JsonTokenType.Number;
                piece = isNumber && reader.TryGetInt32(out var index) ? piece with { Index = index } : piece;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                piece = piece with { Id = ChunkReader.ReadString(ref reader) };
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                piece = piece with { Name = ChunkReader.ReadString(ref reader) };
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                piece = piece with { Arguments = ReadArguments(ref reader, json) };
            }
            else if (reader.ValueTextEquals("function"u8))
            {
                reader.Read();
                piece = reader.TokenType == JsonTokenType.StartObject ? ReadPiece(ref reader, json, piece) : piece;
            }
            else
            {
                reader.Skip();
            }
        }

        return piece;
    }

    /// <summary>JSON text in a string, as the protocol has it, or the object itself, as some servers send it.</summary>
    private static string? ReadArguments(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return JsonText.Read(ref reader);
            case JsonTokenType.StartObject:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                return Encoding.UTF8.GetString(json[start..(int)reader.BytesConsumed]);
            default:
                reader.Skip();
                return null;
        }
    }
}
