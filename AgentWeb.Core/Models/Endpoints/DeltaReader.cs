using System.Text.Json;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>Reads a <c>delta</c> or a <c>message</c>: text, reasoning and tool calls.</summary>
internal static class DeltaReader
{
    /// <summary>Reads the value at <paramref name="reader"/> into <paramref name="chunk"/>; anything but an object is passed over.</summary>
    public static void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Chunk chunk)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                ReadContent(ref reader, chunk, reasoning: false);
            }
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
            {
                reader.Read();
                ReadReasoning(ref reader, chunk);
            }
            else if (reader.ValueTextEquals("refusal"u8))
            {
                chunk.AddText(ChunkReader.ReadString(ref reader));
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                ToolCallReader.ReadMany(ref reader, json, chunk);
            }
            else if (reader.ValueTextEquals("function_call"u8))
            {
                reader.Read();
                ToolCallReader.Read(ref reader, json, chunk);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Servers that send both fields send the same text in them.</summary>
    private static void ReadReasoning(ref Utf8JsonReader reader, Chunk chunk)
    {
        if (chunk.Reasoning is null)
        {
            ReadContent(ref reader, chunk, reasoning: true);
        }
        else
        {
            reader.Skip();
        }
    }

    /// <summary>A string, a part, or an array of either.</summary>
    private static void ReadContent(ref Utf8JsonReader reader, Chunk chunk, bool reasoning)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reasoning:
                chunk.AddReasoning(JsonText.Read(ref reader));
                break;
            case JsonTokenType.String:
                chunk.AddText(JsonText.Read(ref reader));
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ReadContent(ref reader, chunk, reasoning);
                }

                break;
            case JsonTokenType.StartObject:
                ReadPart(ref reader, chunk, reasoning);
                break;
        }
    }

    private static void ReadPart(ref Utf8JsonReader reader, Chunk chunk, bool reasoning)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                ReadContent(ref reader, chunk, reasoning);
            }
            else if (reader.ValueTextEquals("thinking"u8))
            {
                reader.Read();
                ReadContent(ref reader, chunk, reasoning: true);
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
