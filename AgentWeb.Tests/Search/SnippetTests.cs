using AgentWeb.Core.Data.Search;
using AgentWeb.Core.Search;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Search;

public sealed class SnippetTests
{
    [Theory]
    [InlineData("The queue is fair.", "queue ", "The [queue] is fair.")]
    [InlineData("The queue is fair.", "qu", "The [queue] is fair.")]
    [InlineData("Un café\n\nnoir", "cafe noi", "Un [café] [noir]")]
    [InlineData("全文検索機能", "検索", "全文[検索]機能")]
    [InlineData("全文検索機能", "文検索", "全[文検索]機能")]
    [InlineData("nothing", "else", "nothing")]
    [InlineData("", "x", "")]
    public void Of_Text_MarksTheWords(string text, string query, string expected) =>
        Assert.Equal(expected, Show(Snippet.Of(text, SearchWords.Read(query))));

    [Fact]
    public void Of_LongText_CutsOutThePartWithMostOfTheWords()
    {
        var filler = string.Concat(Enumerable.Repeat("lorem ipsum ", 40));

        var snippet = Show(Snippet.Of($"fair {filler} a fair queue for all {filler}", SearchWords.Read("queue fair")));

        Assert.Contains("a [fair] [queue] for all", snippet, StringComparison.Ordinal);
        Assert.StartsWith("…", snippet, StringComparison.Ordinal);
        Assert.EndsWith("…", snippet, StringComparison.Ordinal);
        Assert.InRange(snippet.Length, 100, 220);
    }

    [Fact]
    public void Marked_AnyText_LosesNothingButSpace() => Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll<string, string>((text, query) =>
    {
        var shown = string.Concat(Snippet.Marked(text ?? "", SearchWords.Read(query)).Select(p => p.Text));
        Assert.Equal(NoSpace(text ?? ""), NoSpace(shown));
    }));

    private static string NoSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string Show(IReadOnlyList<SnippetPiece> pieces) => string.Concat(pieces.Select(p => p.IsMatch ? $"[{p.Text}]" : p.Text));
}
