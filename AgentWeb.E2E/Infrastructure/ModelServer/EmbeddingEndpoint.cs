using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>Answers <c>/v1/embeddings</c>: the same words always give the same vector, and texts that share words have vectors that are alike.</summary>
public sealed class EmbeddingEndpoint
{
    private const int Dimensions = 64;

    private readonly ConcurrentQueue<IReadOnlyList<string>> _requests = new();
    private readonly ConcurrentQueue<string> _models = new();

    /// <summary>Makes a vector of a text.</summary>
    public Func<string, float[]> Embed { get; set; } = ByWords;

    /// <summary>Status of the next answers; above 299 they have no vectors.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <summary>Whether requests are taken and never answered.</summary>
    public bool Hangs { get; set; }

    /// <summary>The texts of each request so far.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Requests => [.. _requests];

    /// <summary>The model of each request so far.</summary>
    public IReadOnlyList<string> Models => [.. _models];

    internal async Task AnswerAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
        var texts = body.RootElement.GetProperty("input").EnumerateArray().Select(text => text.GetString()!).ToList();
        _requests.Enqueue(texts);
        _models.Enqueue(body.RootElement.GetProperty("model").GetString()!);
        if (Hangs)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        context.Response.StatusCode = Status;
        var data = texts.Select((text, index) => new { @object = "embedding", index, embedding = Embed(text) });
        await context.Response.WriteAsJsonAsync(
            Status < 300 ? new { @object = "list", data } : (object)new { error = new { message = "no vectors today" } }, context.RequestAborted);
    }

    private static float[] ByWords(string text)
    {
        var vector = new float[Dimensions];
        foreach (var word in text.ToLowerInvariant().Split((char[])[' ', '.', ',', '?', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            vector[word.Aggregate(7, (hash, c) => unchecked((hash * 31) + c)) & (Dimensions - 1)]++;
        }

        return vector;
    }
}
