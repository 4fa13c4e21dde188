using AgentWeb.Components.Markdown;
using AngleSharp.Html.Parser;
using Bunit;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Components.Markdown;

public sealed class StreamingMarkdownTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly BunitContext _context = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void Render_InitialText_ShowsItAtOnce()
    {
        var text = string.Concat(Enumerable.Repeat("A paragraph with **bold** words.\n\n- item\n\n", 2500));

        var page = _context.Render<StreamingMarkdown>(parameters => parameters.Add(markdown => markdown.InitialText, text));

        Assert.Equal(Normal(MarkdownHtml.ToHtml(text)), Shown(page));
        Assert.Equal(1, page.RenderCount);
    }

    [Fact]
    public async Task AppendAsync_HalfOfABoldWord_ShowsItAsWritten()
    {
        var page = _context.Render<StreamingMarkdown>();

        await page.Instance.AppendAsync("This is **bo", None);
        var half = Shown(page);
        await page.Instance.AppendAsync("ld** and", None);

        Assert.Equal("<p>This is **bo</p>", half);
        Assert.Equal("<p>This is <strong>bold</strong> and</p>", Shown(page));
    }

    [Fact]
    public async Task AppendAsync_LineBehindATable_KeepsTheRowsAbove()
    {
        var page = _context.Render<StreamingMarkdown>();

        foreach (var part in new[] { "| a", " | b |\n", "|--", "|--|\n", "| 1 | 2 |\n", "| 3", " | **4", "** |", "\n\nafter" })
        {
            await page.Instance.AppendAsync(part, None);
        }

        await page.Instance.CompleteAsync(None);
        Assert.Equal(Normal(MarkdownHtml.ToHtml("| a | b |\n|--|--|\n| 1 | 2 |\n| 3 | **4** |\n\nafter")), Shown(page));
    }

    [Fact]
    public async Task CompleteAsync_DefinitionsAtTheEnd_TurnReferencesIntoLinks()
    {
        var page = _context.Render<StreamingMarkdown>();

        foreach (var part in new[] { "See [one] and", " [two][2].\n\n", "- [one]\n- x\n\n| [one] |\n|--|\n| [2] |\n\n", "[one]: https://a.b\n", "[2]: https://c.d" })
        {
            await page.Instance.AppendAsync(part, None);
        }

        await page.Instance.CompleteAsync(None);
        Assert.Equal(5, page.FindAll("a").Count);
        Assert.Equal(Normal(MarkdownHtml.ToHtml("See [one] and [two][2].\n\n- [one]\n- x\n\n| [one] |\n|--|\n| [2] |\n\n[one]: https://a.b\n[2]: https://c.d")), Shown(page));
    }

    [Fact]
    public async Task CompleteAsync_Always_TakesTheCaretAway()
    {
        var page = _context.Render<StreamingMarkdown>();
        await page.Instance.AppendAsync("text", None);

        Assert.Contains("streaming", page.Find(".markdown").ClassList);
        await page.Instance.CompleteAsync(None);
        Assert.DoesNotContain("streaming", page.Find(".markdown").ClassList);
    }

    [Fact]
    public async Task ResetAsync_AnotherText_ReplacesAllAndGoesOn()
    {
        var page = _context.Render<StreamingMarkdown>(parameters => parameters.Add(markdown => markdown.InitialText, "- old\n- list\n"));
        await page.Instance.AppendAsync("- more", None);
        await page.Instance.CompleteAsync(None);

        await page.Instance.ResetAsync("new **te", None);
        await page.Instance.AppendAsync("xt** here", None);

        Assert.Equal("<p>new <strong>text</strong> here</p>", Shown(page));
        Assert.Contains("streaming", page.Find(".markdown").ClassList);
    }

    [Fact]
    public async Task AppendAsync_AfterComplete_Throws()
    {
        var page = _context.Render<StreamingMarkdown>();
        await page.Instance.CompleteAsync(None);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await page.Instance.AppendAsync("late", None));
    }

    [Fact]
    public async Task AppendAsync_ManyThreads_LosesNothing()
    {
        var page = _context.Render<StreamingMarkdown>();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () => await page.Instance.AppendAsync($"({i})", None))));
        await page.Instance.CompleteAsync(None);

        var text = page.Find("p").TextContent;
        Assert.All(Enumerable.Range(0, 200), i => Assert.Contains($"({i})", text, StringComparison.Ordinal));
    }

    [Fact]
    public void CompleteAsync_AnyTextCutAnywhere_ShowsTheWhole()
        => Prop.ForAll(HostileMarkdown.Texts, ShowsTheWholeAsync).Check(HostileMarkdown.Config.WithMaxTest(150));

    private static string Normal(string html) => new HtmlParser().ParseDocument($"<div>{html}</div>").Body!.FirstElementChild!.InnerHtml;

    private static string Shown(IRenderedComponent<StreamingMarkdown> page) => page.Find(".markdown").InnerHtml.Replace("<!--!-->", string.Empty, StringComparison.Ordinal);

    private async Task ShowsTheWholeAsync(CutText text)
    {
        var page = _context.Render<StreamingMarkdown>();
        foreach (var part in text.Parts())
        {
            await page.Instance.AppendAsync(part, None);
        }

        await page.Instance.CompleteAsync(None);
        Assert.Equal(Normal(MarkdownHtml.ToHtml(text.Text)), Shown(page));
    }
}
