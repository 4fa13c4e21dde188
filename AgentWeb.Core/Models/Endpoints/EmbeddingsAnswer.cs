using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>The answer of <c>/embeddings</c>.</summary>
internal sealed record EmbeddingsAnswer([property: JsonPropertyName("data")] IReadOnlyList<EmbeddingsAnswer.Item>? Data)
{
    /// <summary>The vectors in the order of what was asked.</summary>
    /// <param name="body">The body.</param>
    /// <param name="count">How many were asked for.</param>
    /// <exception cref="InvalidDataException">It is no such answer, or vectors are missing, empty or of different lengths.</exception>
    public static IReadOnlyList<float[]> Read(BinaryData body, int count)
    {
        try
        {
            var items = JsonSerializer.Deserialize<EmbeddingsAnswer>(body)?.Data ?? [];

            // Some servers leave the index out and keep the order.
            var vectors = items.Select((item, i) => (Index: item.Index ?? i, item.Embedding)).OrderBy(item => item.Index).Select(item => item.Embedding ?? []).ToList();
            return vectors.Count == count && vectors.TrueForAll(v => v.Length > 0 && v.Length == vectors[0].Length && Array.TrueForAll(v, float.IsFinite))
                ? vectors
                : throw new InvalidDataException("The answer does not have one vector for each text.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("The answer is no list of vectors.", exception);
        }
    }

    /// <summary>One vector.</summary>
    internal sealed record Item([property: JsonPropertyName("index")] int? Index, [property: JsonPropertyName("embedding")] float[]? Embedding);
}
