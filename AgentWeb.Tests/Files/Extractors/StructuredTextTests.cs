using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Files.Extractors;

public sealed class StructuredTextTests : IDisposable
{
    private readonly LocalFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Markdown_Headings_AreKept()
    {
        const string Text = "# Guide #\nIntro.\n\nTitle\n===\nSub\n---\n- a\n- b\n\n```py\n# no heading\n\nx = 1\n```\n### Deep\n#hashtag\n";

        var parts = await _files.ExtractAsync(FileKind.Markdown, _files.Write(Text));

        Assert.Equal(
            [
                new("Guide", HeadingLevel: 1), new("Intro."), new("Title", HeadingLevel: 1), new("Sub", HeadingLevel: 2), new("- a\n- b"),
                new("```py\n# no heading\n\nx = 1\n```"), new("Deep", HeadingLevel: 3), new ExtractedPart("#hashtag"),
            ],
            parts);
    }

    [Theory]
    [InlineData("Name,City\nAda,London\n\nAlan,\"Wilmslow, \"\"UK\"\"\"\n")]
    [InlineData("Name;City\r\nAda;London\r\nAlan;\"Wilmslow, \"\"UK\"\"\"")]
    [InlineData("Name\tCity\nAda\tLondon\nAlan\t\"Wilmslow, \"\"UK\"\"\"\n")]
    public async Task Csv_Rows_CarryTheirNames(string text)
    {
        var parts = await _files.ExtractAsync(FileKind.Csv, _files.Write(text));

        Assert.Equal([new("Name: Ada; City: London", Place: "row 2"), new ExtractedPart("Name: Alan; City: Wilmslow, \"UK\"", Place: "row 3")], parts);
    }

    [Fact]
    public async Task Csv_WithoutNames_IsValues()
    {
        var parts = await _files.ExtractAsync(FileKind.Csv, _files.Write("1,2\n3,\"four\nfive\"\n"));

        Assert.Equal([new("1 | 2", Place: "row 1"), new ExtractedPart("3 | four five", Place: "row 2")], parts);
    }

    [Fact]
    public async Task Csv_OnlyNames_AreText() =>
        Assert.Equal("Name; City", Assert.Single(await _files.ExtractAsync(FileKind.Csv, _files.Write("Name,City\n"))).Text);

    [Fact]
    public async Task Csv_Limits_AreKept()
    {
        using var files = new LocalFiles(options => (options.Limits.Rows, options.Limits.Cells) = (100, 500));

        Assert.Equal("file_too_many_rows", await files.FailureAsync(FileKind.Csv, files.Write(string.Concat(Enumerable.Repeat("1,2\n", 101)))));
        Assert.Equal("file_too_many_cells", await files.FailureAsync(FileKind.Csv, files.Write(string.Concat(Enumerable.Repeat("1,2,3,4,5,6,7\n", 100)))));
        Assert.Equal("file_too_many_cells", await files.FailureAsync(FileKind.Csv, files.Write(new string(',', 100_000))));
        Assert.Equal("file_line_too_long", await files.FailureAsync(FileKind.Csv, files.Write("a,\"" + new string('x', 1_000_001))));
    }

    [Fact]
    public async Task Json_Records_CarryTheirPlace()
    {
        const string Text = """{"shop":"North","orders":[{"id":7,"customer":{"name":"Ada"},"tags":["new","big"],"note":null},{"id":8}],"open":true}""";

        var parts = await _files.ExtractAsync(FileKind.Json, _files.Write(Text));

        Assert.Equal(
            ["shop: North", "orders[0]\nid: 7\ncustomer.name: Ada\ntags[0]: new\ntags[1]: big", "orders[1]\nid: 8", "open: true"],
            parts.Select(p => p.Text));
    }

    [Fact]
    public async Task Json_Lines_AreRecords()
    {
        var parts = await _files.ExtractAsync(FileKind.Json, _files.Write("\uFEFF{\"a\":1}\n{\"a\":2} // and\n[3]"));

        Assert.Equal(["a: 1", "a: 2", "[0]: 3"], parts.Select(p => p.Text));
    }

    [Fact]
    public async Task Json_EncodedData_IsLeftOut()
    {
        var parts = await _files.ExtractAsync(FileKind.Json, _files.Write($$"""{"image":"{{new string('A', 5000)}}","text":"{{new string('漢', 500)}}"}"""));

        Assert.Equal("text: " + new string('漢', 500), Assert.Single(parts).Text);
    }

    [Fact]
    public async Task Json_ManyRecords_AreReadInOneGo()
    {
        var text = "[" + string.Join(',', Enumerable.Range(0, 20_000).Select(i => $$"""{"id":{{i}},"name":"Item {{i}} ü"}""")) + "]";

        var parts = await _files.ExtractAsync(FileKind.Json, _files.Write(text));

        Assert.Equal(20_000, parts.Count);
        Assert.Equal("[19999]\nid: 19999\nname: Item 19999 ü", parts[^1].Text);
    }

    [Theory]
    [InlineData("{\"a\":\n\n[1,}", "file_damaged")]
    [InlineData("{\"a\":1", "file_damaged")]
    [InlineData("null", "file_no_text")]
    public async Task Json_Broken_IsRefused(string text, string code) => Assert.Equal(code, await _files.FailureAsync(FileKind.Json, _files.Write(text)));

    [Fact]
    public async Task Json_Hostile_IsRefused()
    {
        Assert.Equal("file_nested_too_deep", await _files.FailureAsync(FileKind.Json, _files.Write(new string('[', 5_000_000))));
        Assert.Equal("file_nested_too_deep", await _files.FailureAsync(FileKind.Json, _files.Write(string.Concat(Enumerable.Repeat("{\"a\":", 500_000)))));
        Assert.Equal("file_line_too_long", await _files.FailureAsync(FileKind.Json, _files.Write("\"" + new string('x', 5_000_000))));
    }

    [Fact]
    public async Task Code_Functions_AreParts()
    {
        const string Text = "import os\n\n\ndef one():\n    a = 1\n\n    return a\n\n\ndef two():\n    return 2\n";

        var parts = await _files.ExtractAsync(FileKind.Code, _files.Write(Text));

        Assert.Equal(
            [
                new("import os", Place: "line 1"),
                new("def one():\n    a = 1\n\n    return a", Place: "lines 4–7"),
                new ExtractedPart("def two():\n    return 2", Place: "lines 10–11"),
            ],
            parts);
    }

    [Fact]
    public async Task Html_Text_IsWhatIsSeen()
    {
        const string Text = """
            <!doctype html><html><head><title>Shop &amp; more</title><style>p > a { color: red }</style>
            <script>if (a < b) { document.write("<p>no</p>"); } <!-- x </script></head>
            <body><!-- <p>hidden</p> --><h2 class="a>b">Prices <em>2026</em></h2>
            <p>One   <b>two</b><br>three 1 < 2</p><ul><li>first</li><li>second</li></ul>
            <table><tr><th>Name</th><th>Price</th></tr><tr><td>Rose</td><td>5&nbsp;&euro;</td></tr></table><pre>a
              b</pre></body></html>
            """;

        var parts = await _files.ExtractAsync(FileKind.Html, _files.Write(Text));

        Assert.Equal(
            [
                new("Shop & more"), new("Prices 2026", HeadingLevel: 2), new("One two\nthree 1 < 2"), new("- first"), new("- second"),
                new("Name | Price"), new("Rose | 5 €"), new ExtractedPart("a\n  b"),
            ],
            parts);
    }

    [Theory]
    [InlineData("<p>text<div", "text")]
    [InlineData("text <!-- never closed", "text")]
    [InlineData("<p>text</p><script>never closed", "text")]
    [InlineData("< p >text", "< p >text")]
    [InlineData("<!-->text", "text")]
    public async Task Html_Broken_IsReadAsFarAsItGoes(string html, string expected) =>
        Assert.Equal(expected, Assert.Single(await _files.ExtractAsync(FileKind.Html, _files.Write(html))).Text);
}
