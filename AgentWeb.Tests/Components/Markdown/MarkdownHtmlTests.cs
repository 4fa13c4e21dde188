using AgentWeb.Components.Markdown;
using AngleSharp.Html.Parser;

namespace AgentWeb.Tests.Components.Markdown;

public sealed class MarkdownHtmlTests
{
    private const string Link = "target=\"_blank\" rel=\"noopener noreferrer\"";

    /// <summary>Markdown and its HTML, for what people write and what parsers get wrong.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        { "", "" },
        { "one\ntwo", "<p>one\ntwo</p>" },
        { "one  \ntwo\\\nthree", "<p>one<br>\ntwo<br>\nthree</p>" },
        { "# Title #\n\ntext", "<h3>Title</h3><p>text</p>" },
        { "Title\n===\n\nPart\n---", "<h3>Title</h3><h4>Part</h4>" },
        { "###### deep", "<h6>deep</h6>" },
        { "**a** *b* ~~c~~ `d`", "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>" },
        { "- a\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>" },
        { "- a\n\n- b", "<ul class=\"loose\"><li><p>a</p></li><li><p>b</p></li></ul>" },
        { "3. a\n4. b", "<ol start=\"3\"><li><p>a</p></li><li><p>b</p></li></ol>" },
        { "- a\n  - b\n- c", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>" },
        { "- [ ] a\n- [x] b", "<ul><li><p><span class=\"task\" role=\"img\" aria-label=\"To do\"></span> a</p></li><li><p><span class=\"task done\" role=\"img\" aria-label=\"Done\"></span> b</p></li></ul>" },
        { "> a\nb\n\nc", "<blockquote><p>a\nb</p></blockquote><p>c</p>" },
        { "a\n\n---\n\nb", "<p>a</p><hr><p>b</p>" },
        { "snake_case_name 2*3", "<p>snake_case_name 2*3</p>" },
        { "a & b < c \"d\" &copy;", "<p>a &amp; b &lt; c &quot;d&quot; ©</p>" },
        { "[a](https://b.c \"t\")", $"<p><a href=\"https://b.c\" title=\"t\" {Link}>a</a></p>" },
        { "[a](mailto:b@c.d)", $"<p><a href=\"mailto:b@c.d\" {Link}>a</a></p>" },
        { "see https://b.c/d_e.", $"<p>see <a href=\"https://b.c/d_e\" {Link}>https://b.c/d_e</a>.</p>" },
        { "www.b.cd", $"<p><a href=\"https://www.b.cd\" {Link}>www.b.cd</a></p>" },
        { "<https://b.c>", $"<p><a href=\"https://b.c\" {Link}>https://b.c</a></p>" },
        { "[a][r]\n\n[r]: https://b.c", $"<p><a href=\"https://b.c\" {Link}>a</a></p>" },
        { "[a](/b) [c](#d) [e](f.md)", "<p>a c e</p>" },
        { "![pic](https://b.c/d.png)", $"<p><a href=\"https://b.c/d.png\" {Link}>pic</a></p>" },
        { "![](https://b.c/d.png)", $"<p><a href=\"https://b.c/d.png\" {Link}>https://b.c/d.png</a></p>" },
        { "[![a](https://b.c/d.png)](https://e.f)", $"<p><a href=\"https://e.f\" {Link}>a</a></p>" },
        { "costs $5 and $10, or $1-$2", "<p>costs $5 and $10, or $1-$2</p>" },
        { "$x^2$ and $5", $"<p>{Math("$x^2$")} and $5</p>" },
        { "$a*b*c$ *d*", $"<p>{Math("$a*b*c$")} <em>d</em></p>" },
        { "$5 *a* and $10 *b*", "<p>$5 <em>a</em> and $10 <em>b</em></p>" },
        { "*3* $1\\", "<p><em>3</em> $1\\</p>" },
        { "\\(a < b\\) \\$x$", $"<p>{Math("\\(a &lt; b\\)")} $x$</p>" },
        { "so $$x$$ it is", $"<p>so {Display("$$x$$")} it is</p>" },
        { "text\n$$\n- a\n> b\n$$\nmore", $"<p>text</p>{Display("$$\n- a\n&gt; b\n$$")}<p>more</p>" },
        { "\\[ x \\]\n\n- \\[\n  y\n  \\]", $"{Display("\\[ x \\]")}<ul><li>{Display("\\[\ny\n\\]")}</li></ul>" },
        { "$$\nopen\n\n*text*", "<p>$$\nopen</p><p><em>text</em></p>" },
        { "a[^1], b[^n], [^a-z]\n\n[^1]: One\n    two\n\n    three\n[^n]: Four", $"<p>a{Reference("1")}, b{Reference("n")}, [^a-z]</p>{Note("1", "<p>One\ntwo</p><p>three</p>")}{Note("n", "<p>Four</p>")}" },
        { "[a [^1]](https://b.c) [^zz](https://b.c)", $"<p><a href=\"https://b.c\" {Link}>a <sup>1</sup></a> <a href=\"https://b.c\" {Link}>^zz</a></p>" },
        { "```csharp\nvar a = 1 < 2;\n\n```", Code("csharp", "var a = 1 &lt; 2;\n\n") },
        { "```\nopen", Code("", "open\n") },
        { "    a\n\n    b\n\nc", Code("", "a\n\nb\n") + "<p>c</p>" },
        { "a | b\n--|:-:\nc | d | e\nf", Table("<th scope=\"col\">a</th><th scope=\"col\" class=\"align-center\">b</th>", "<tr><td>c</td><td class=\"align-center\">d</td></tr><tr><td>f</td><td class=\"align-center\"></td></tr>") },
        { "| `a\\|b` |\n|--|\n", Table("<th scope=\"col\"><code>a|b</code></th>", "") },
        { "text\n| a |\n|--:|\n> q", "<p>text</p>" + Table("<th scope=\"col\" class=\"align-right\">a</th>", "") + "<blockquote><p>q</p></blockquote>" },
        { "a | b\n--|--|--\nc", "<p>a | b\n--|--|--\nc</p>" },
        { "a\0b\r\nc\rd", "<p>a\ufffdb\nc\nd</p>" },
    };

    /// <summary>What must not become anything that runs, loads or styles.</summary>
    public static TheoryData<string> Attacks => new()
    {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <svg/onload=alert(1)> b",
        "<!-- x --><b onclick=alert(1)>b</b>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](java\tscript:alert(1))",
        "[a](\u0001javascript:alert(1))",
        "[a](vbscript:x) [b](data:text/html,<script>alert(1)</script>) [c](file:///etc/passwd) [d](//evil.example)",
        "![a](javascript:alert(1)) ![b](data:image/svg+xml,<svg/onload=alert(1)>)",
        "<javascript:alert(1)>",
        "[a][r]\n\n[r]: javascript:alert(1)",
        "[a](https://b.c\"onmouseover=\"alert(1))",
        "[a](https://b.c \"\\\" onmouseover=alert(1) x=\\\"\")",
        "```\"><script>alert(1)</script>\ncode\n```",
        "``` a\" onclick=\"alert(1)\n```",
        "| <script>a</script> |\n|--|\n| <img src=x onerror=a> |",
        "[<img src=x onerror=a>](https://b.c)",
        "<https://b.c/\"onclick=alert(1)>",
        "`<script>alert(1)</script>`",
        "# <style>*{display:none}</style>",
        "$<img src=x onerror=a>$ \\(<script>a</script>\\) $$\"><svg onload=a>$$",
        "$$\n</tex-math><script>a</script>\n$$",
        "$$\n</p><script>a</script>\n\ntext",
        "[^\"onclick=a]: x",
        "a [^<b>] [^1] [^1\"]\n\n[^1]: <script>a</script>",
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void ToHtml_Markdown_IsAsExpected(string markdown, string html) => Assert.Equal(html, MarkdownHtml.ToHtml(markdown));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Complete_CharacterByCharacter_IsAsExpected(string markdown, string html)
    {
        Assert.Equal(html, StreamedHtml.Of(markdown.Select(c => c.ToString())));
        Assert.Equal(html, StreamedHtml.Of(markdown.Select(c => c.ToString()), maxSealed: 0));
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public void ToHtml_Attack_HasNothingActive(string markdown)
    {
        var page = new HtmlParser().ParseDocument(MarkdownHtml.ToHtml(markdown));

        string[] allowedElements = ["p", "h3", "a", "code", "pre", "div", "span", "button", "table", "thead", "tbody", "tr", "th", "td", "em", "code-block", "tex-math", "sup"];
        string[] allowedAttributes = ["href", "title", "target", "rel", "class", "role", "tabindex", "type", "data-copy", "data-wrap", "scope", "aria-label", "data-note", "data-note-reference", "data-note-back"];
        var elements = page.Body!.QuerySelectorAll("*");
        Assert.All(elements, element => Assert.Contains(element.LocalName, allowedElements));
        Assert.All(elements.SelectMany(element => element.Attributes), attribute => Assert.Contains(attribute.Name, allowedAttributes));
        Assert.All(page.QuerySelectorAll("a"), link => Assert.StartsWith("https://b.c", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public void ToHtml_MarkersByTheThousand_NestNoDeeperThanAllowed()
    {
        var html = MarkdownHtml.ToHtml(new string('>', 5000) + "a\n\n" + string.Concat(Enumerable.Repeat("- ", 5000)) + "b");

        Assert.InRange(html.Split("<blockquote>").Length, 10, 40);
        Assert.InRange(html.Split("<li>").Length, 10, 40);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("*a ")]
    [InlineData("**a _b ")]
    [InlineData("![")]
    [InlineData("[a](")]
    [InlineData("*_")]
    public void ToHtml_MarkupThatNeverCloses_IsShownAsText(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 100_000 / part.Length)).TrimEnd();

        Assert.Equal($"<p>{text}</p>", MarkdownHtml.ToHtml(text));
    }

    private static string Math(string source) => $"<tex-math>{source}</tex-math>";

    private static string Display(string source) => $"<tex-math class=\"display\" tabindex=\"0\" role=\"group\" aria-label=\"Formula\">{source}</tex-math>";

    private static string Reference(string label)
        => $"<sup><button type=\"button\" class=\"note-reference\" data-note-reference=\"{label}\" aria-label=\"Note {label}\">{label}</button></sup>";

    private static string Note(string label, string html) => $"<div class=\"note\" data-note=\"{label}\"><button type=\"button\" class=\"note-label\" data-note-back "
        + $"aria-label=\"Back from note {label}\">{label}</button><div class=\"note-text\">{html}</div></div>";

    private static string Code(string language, string text) => "<code-block class=\"code-block\"><div class=\"code-header\"><span class=\"code-language\">" + language
        + "</span><button type=\"button\" class=\"code-button\" data-wrap>Wrap</button><button type=\"button\" class=\"code-button\" data-copy>Copy</button></div><pre tabindex=\"0\" role=\"group\" aria-label=\""
        + (language.Length > 0 ? $"Code, {language}\"><code class=\"language-{language}\">" : "Code\"><code>") + text + "</code></pre></code-block>";

    private static string Table(string header, string rows) => "<div class=\"table-frame\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table><thead><tr>"
        + header + "</tr></thead><tbody>" + rows + "</tbody></table></div>";
}
