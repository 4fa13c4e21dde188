using System.Text;
using AgentWeb.Components.Markdown;
using AgentWeb.Tests.Components.Markdown.Circuit;

namespace AgentWeb.Bench.Streaming;

/// <summary>What one reply cost.</summary>
/// <param name="Html">UTF-8 bytes of the reply's HTML.</param>
/// <param name="Thousands">The cost of each thousand tokens, in order.</param>
/// <param name="Total">Bytes and batches of all of it, its end included.</param>
internal sealed record StreamRun(long Html, IReadOnlyList<StreamCost> Thousands, StreamCost Total)
{
    private const int Thousand = 1000;

    /// <summary>Streams tokens into a component one by one, as a slow model does.</summary>
    public static async Task<StreamRun> TokenByTokenAsync(string[] tokens)
    {
        await using var renderer = new CircuitRenderer();
        var markdown = await renderer.AddAsync<StreamingMarkdown>(new Dictionary<string, object?>(StringComparer.Ordinal));
        var thousands = new List<StreamCost>();
        var before = StreamCost.Of(renderer);
        for (var start = 0; start < tokens.Length; start += Thousand)
        {
            var from = StreamCost.Of(renderer);
            foreach (var token in tokens.AsMemory(start, Math.Min(Thousand, tokens.Length - start)).ToArray())
            {
                await markdown.AppendAsync(token, CancellationToken.None);
            }

            thousands.Add(StreamCost.Of(renderer) - from);
        }

        await markdown.CompleteAsync(CancellationToken.None);
        return new StreamRun(HtmlBytes(tokens), thousands, StreamCost.Of(renderer) - before);
    }

    /// <summary>Appends the whole reply at once.</summary>
    public static async Task<StreamRun> BurstAsync(string[] tokens)
    {
        await using var renderer = new CircuitRenderer();
        var markdown = await renderer.AddAsync<StreamingMarkdown>(new Dictionary<string, object?>(StringComparer.Ordinal));
        var before = StreamCost.Of(renderer);
        await markdown.AppendAsync(string.Concat(tokens), CancellationToken.None);
        await markdown.CompleteAsync(CancellationToken.None);
        return new StreamRun(HtmlBytes(tokens), [], StreamCost.Of(renderer) - before);
    }

    private static long HtmlBytes(string[] tokens) => Encoding.UTF8.GetByteCount(MarkdownHtml.ToHtml(string.Concat(tokens)));
}

/// <summary>What something cost.</summary>
/// <param name="Time">Processor time of the rendering thread.</param>
/// <param name="Raw">Circuit bytes before compression.</param>
/// <param name="Wire">Circuit bytes on the wire.</param>
/// <param name="Batches">Render batches.</param>
internal sealed record StreamCost(TimeSpan Time, long Raw, long Wire, int Batches)
{
    /// <summary>What was spent so far.</summary>
    public static StreamCost Of(CircuitRenderer renderer) => new(ThreadClock.Now, renderer.Bytes.Raw, renderer.Bytes.Wire, renderer.Bytes.Batches);

    public static StreamCost operator -(StreamCost a, StreamCost b) => new(a.Time - b.Time, a.Raw - b.Raw, a.Wire - b.Wire, a.Batches - b.Batches);
}
