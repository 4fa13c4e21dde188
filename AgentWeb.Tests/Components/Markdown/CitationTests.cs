using AgentWeb.Components.Markdown;
using AgentWeb.Components.Markdown.Streaming;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Components.Markdown;

public sealed class CitationTests
{
    private static readonly Dictionary<int, string> Given = new() { [1] = "a.pdf", [2] = "b \"<x>.pdf", [3] = "c.pdf" };
    private static readonly Dictionary<int, string> Cited = new() { [1] = "a.pdf", [2] = "b \"<x>.pdf" };

    [Theory]
    [InlineData("Long [1].", "Long <1>.")]
    [InlineData("So [1][2] and [1, 2].", "So <1><2> and <1><2>.")]
    [InlineData("Other [7] and [0].", "Other [7] and [0].")]
    [InlineData("Some of [1, 7].", "Some of <1>.")]
    [InlineData("`[1]` \\[1]", "<code>[1]</code> [1]")]
    [InlineData("[see [1]](https://e.test/)", "[1]</a>")]
    [InlineData("**bold [1]**", "<strong>bold <1></strong>")]
    [InlineData("Text [1](https://e.test/) more", "Text <1>(<a ")]
    public void ToHtml_References_AreButtons(string markdown, string expected)
    {
        var html = MarkdownHtml.ToHtml(markdown, Given);

        Assert.Contains(expected, Short(html), StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_WithoutPassages_LeavesBracketsAlone()
    {
        Assert.Equal("<p>Long [1].</p>", MarkdownHtml.ToHtml("Long [1]."));
        Assert.Contains("<a href=\"https://e.test/\"", MarkdownHtml.ToHtml("[1](https://e.test/)"), StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_HostileName_StaysInItsAttribute() =>
        Assert.Contains("title=\"b &quot;&lt;x&gt;.pdf\"", MarkdownHtml.ToHtml("[2]", Given), StringComparison.Ordinal);

    [Fact]
    public void Complete_AnyTextCutAnywhere_EqualsTheWholeWithWhatIsCitedInTheEnd() => Check.One(
        HostileMarkdown.Config,
        Prop.ForAll(HostileMarkdown.Texts, Gen.Elements(" [1]", "[2][1] ", "[1, 2]", " [3].", "[7]", "[1](x y) *z", "![1](").ArrayOf(6).ToArbitrary(), (text, marks) =>
        {
            var parts = text.Parts().SelectMany((part, i) => new[] { part, marks[i % marks.Length] }).ToList();
            var whole = MarkdownHtml.ToHtml(string.Concat(parts), Cited);
            return new[] { 0, 8192 }.All(size => Streamed(parts, size) == whole).Label($"\n--- text\n{string.Concat(parts)}\n--- streamed\n{Streamed(parts, 0)}\n--- whole\n{whole}\n---");
        }));

    [Fact]
    public void Append_ClosedReference_ShowsAtOnce()
    {
        var stream = new MarkdownStream();
        stream.Cite(Given);

        stream.Append("Notice is three months [3][1]. It");

        Assert.Contains("months <3><1>. It", Short(StreamedHtml.Of(stream)), StringComparison.Ordinal);
    }

    private static string Streamed(IEnumerable<string> parts, int maxSealed)
    {
        var stream = new MarkdownStream(maxSealed);
        stream.Cite(Given);
        foreach (var part in parts)
        {
            stream.Append(part);
            stream.Changes.Take();
        }

        stream.Complete(Cited);
        return StreamedHtml.Of(stream);
    }

    private static string Short(string html) =>
        System.Text.RegularExpressions.Regex.Replace(html, "<button[^>]*data-cite=\"(?<n>\\d+)\"[^>]*>\\d+</button>", "<${n}>", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
}
