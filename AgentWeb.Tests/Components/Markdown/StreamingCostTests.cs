using System.Text;
using AgentWeb.Components.Markdown;
using AgentWeb.Components.Markdown.Streaming;
using AgentWeb.Tests.Components.Markdown.Circuit;

namespace AgentWeb.Tests.Components.Markdown;

/// <summary>What a long reply costs, in what can be counted; <c>bench stream</c> measures the time.</summary>
public sealed class StreamingCostTests
{
    private const int Tokens = 20_000;
    private const double Growth = 1.2;

    public static TheoryData<string> Kinds => [.. TokenStreams.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AppendAsync_LastThousandTokens_CostWhatTheFirstDid(string kind)
    {
        await using var renderer = new CircuitRenderer();
        var markdown = await renderer.AddAsync<StreamingMarkdown>(new Dictionary<string, object?>(StringComparer.Ordinal));
        var tokens = TokenStreams.Take(kind, Tokens);

        var costs = new List<Cost>();
        for (var i = 0; i < Tokens; i += 1000)
        {
            var before = Cost.Of(renderer);
            foreach (var token in tokens[i..(i + 1000)])
            {
                await markdown.AppendAsync(token, CancellationToken.None);
            }

            costs.Add(Cost.Of(renderer) - before);
        }

        Assert.InRange((double)costs[^1].Raw / costs[0].Raw, 0, Growth);
        Assert.InRange((double)costs[^1].Wire / costs[0].Wire, 0, Growth);
        Assert.InRange((double)costs[^1].Renders / costs[0].Renders, 0, Growth);
        Assert.InRange((double)costs[^1].Allocated / costs[0].Allocated, 0, Growth);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AppendAsync_TokenByToken_SendsNothingMoreThanTwice(string kind)
    {
        await using var renderer = new CircuitRenderer();
        var markdown = await renderer.AddAsync<StreamingMarkdown>(new Dictionary<string, object?>(StringComparer.Ordinal));
        var tokens = TokenStreams.Take(kind, Tokens);
        foreach (var token in tokens)
        {
            await markdown.AppendAsync(token, CancellationToken.None);
        }

        await markdown.CompleteAsync(CancellationToken.None);

        var html = Encoding.UTF8.GetByteCount(MarkdownHtml.ToHtml(string.Concat(tokens)));
        Assert.InRange(renderer.Bytes.Raw, html, (2L * html) + (250L * renderer.Bytes.Batches));
        Assert.InRange(renderer.Bytes.Batches, 1, Tokens + 2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AppendAsync_AllAtOnce_SendsAboutTheHtml(string kind)
    {
        await using var renderer = new CircuitRenderer();
        var markdown = await renderer.AddAsync<StreamingMarkdown>(new Dictionary<string, object?>(StringComparer.Ordinal));
        var text = string.Concat(TokenStreams.Take(kind, Tokens));

        await markdown.AppendAsync(text, CancellationToken.None);
        await markdown.CompleteAsync(CancellationToken.None);

        var html = Encoding.UTF8.GetByteCount(MarkdownHtml.ToHtml(text));
        Assert.InRange(renderer.Bytes.Wire, 1, 1.3 * html);
        Assert.InRange(renderer.Bytes.Batches, 1, (Encoding.UTF8.GetByteCount(text) / FlushSlices.MaxBytes) + 3);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Append_TokenByToken_ParsesNothingTwice(string kind)
    {
        var tokens = TokenStreams.Take(kind, Tokens);
        var stream = new MarkdownStream();
        foreach (var token in tokens)
        {
            stream.Append(token);
            stream.Changes.Take();
        }

        stream.Complete();

        // The cells of a row are read once while it is written and once when it is complete.
        var text = tokens.Sum(token => token.Length);
        Assert.InRange(stream.Inlines.ParsedLength, 0, kind is "table" or "mixed" ? 2 * text : text);
    }

    [Fact]
    public void Append_TokenByToken_NeverHasMoreThanThirtyTwoSiblingsALevel()
    {
        var stream = new MarkdownStream();
        foreach (var token in TokenStreams.Take("paragraph", Tokens))
        {
            stream.Append(token);
            stream.Changes.Take();
        }

        var (widest, deepest) = Shape(stream.Root);
        Assert.InRange(widest, 32, 32 * 4);
        Assert.InRange(deepest, 2, 6);
    }

    private static (int Widest, int Deepest) Shape(LiveNode node)
    {
        var inner = node.Pieces.Where(piece => piece.Node is not null).Select(piece => Shape(piece.Node!)).ToList();
        return (Math.Max(node.Pieces.Count, inner.Select(shape => shape.Widest).DefaultIfEmpty().Max()), 1 + inner.Select(shape => shape.Deepest).DefaultIfEmpty().Max());
    }

    private sealed record Cost(long Raw, long Wire, int Renders, long Allocated)
    {
        public static Cost Of(CircuitRenderer renderer) => new(renderer.Bytes.Raw, renderer.Bytes.Wire, renderer.Renders, GC.GetAllocatedBytesForCurrentThread());

        public static Cost operator -(Cost a, Cost b) => new(a.Raw - b.Raw, a.Wire - b.Wire, a.Renders - b.Renders, a.Allocated - b.Allocated);
    }
}
