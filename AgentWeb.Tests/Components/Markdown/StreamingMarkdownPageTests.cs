using System.Text.RegularExpressions;
using AgentWeb.Components.Markdown;
using Bunit;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Components.Markdown;

/// <summary>What really stands in the page: the model of the stream may be right and a node of it never rendered.</summary>
public sealed partial class StreamingMarkdownPageTests
{
    private const string Table = "| Number | Square |\n| ---: | ---: |\n| 1 | 1 |\n| 2 | 4 |\n\n> The *end*.";

    [Theory]
    [InlineData("")]
    [InlineData("| ")]
    [InlineData("| Number | Square |\n")]
    public async Task AppendAsync_TableAfterAnyBeginning_StandsInThePage(string initial)
    {
        Assert.Equal(Normalise(MarkdownHtml.ToHtml(Table)), await ShowAsync(initial, Table[initial.Length..].Select(c => c.ToString())));
    }

    [Fact]
    public async Task AppendAsync_AnyTextCutAnywhere_StandsInThePage()
    {
        foreach (var text in HostileMarkdown.Texts.Generator.Sample(60, 300))
        {
            var parts = text.Parts().ToList();
            var shown = await ShowAsync(parts.FirstOrDefault() ?? "", parts.Skip(1));
            Assert.True(Normalise(MarkdownHtml.ToHtml(text.Text)) == shown, $"{text}\n--- shown\n{shown}");
        }
    }

    private static async Task<string> ShowAsync(string initial, IEnumerable<string> parts)
    {
        await using var page = new BunitContext();
        var shown = page.Render<StreamingMarkdown>(parameters => parameters.Add(p => p.InitialText, initial));
        foreach (var part in parts)
        {
            await shown.Instance.AppendAsync(part, CancellationToken.None);
        }

        await shown.Instance.CompleteAsync(CancellationToken.None);
        return Normalise(shown.Find("div.markdown").InnerHtml);
    }

    /// <summary>Both sides as a browser would write them.</summary>
    private static string Normalise(string html)
    {
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument("<div id=root></div>");
        var root = document.GetElementById("root")!;
        root.InnerHtml = Comments().Replace(html, "");
        return root.InnerHtml;
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comments();
}
