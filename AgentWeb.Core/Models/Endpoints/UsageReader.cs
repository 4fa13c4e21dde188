using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>Reads token counts.</summary>
internal static class UsageReader
{
    /// <summary>Reads the value at <paramref name="reader"/>; null when it is no object or has no counts.</summary>
    public static UsageDetails? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var usage = new UsageDetails();
        ReadCounts(ref reader, usage);
        if (usage.InputTokenCount is null && usage.OutputTokenCount is null)
        {
            return null;
        }

        usage.TotalTokenCount ??= (usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0);
        return usage;
    }

    /// <summary>Reads an object and the details inside it.</summary>
    private static void ReadCounts(ref Utf8JsonReader reader, UsageDetails usage)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8) || reader.ValueTextEquals("input_tokens"u8))
            {
                usage.InputTokenCount = ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("completion_tokens"u8) || reader.ValueTextEquals("output_tokens"u8))
            {
                usage.OutputTokenCount = ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                usage.TotalTokenCount = ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("cached_tokens"u8))
            {
                usage.CachedInputTokenCount = ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("reasoning_tokens"u8))
            {
                usage.ReasoningTokenCount = ReadCount(ref reader);
            }
            else
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadCounts(ref reader, usage);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    private static long? ReadCount(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var count) && count is >= 0 and < long.MaxValue)
        {
            return (long)count;
        }

        reader.Skip();
        return null;
    }
}
