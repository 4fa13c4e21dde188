using AgentWeb.Components.Markdown;

namespace AgentWeb.Tests.Components.Markdown;

/// <summary>What Markdown becomes, word for word. That streaming gives the same is held elsewhere.</summary>
public sealed class MarkdownHtmlTests
{
    private const string Leaves = " target=\"_blank\" rel=\"noopener noreferrer\"";

    [Theory]
    [InlineData("[a](https://b.c/d)", "<p><a href=\"https://b.c/d\"" + Leaves + ">a</a></p>")]
    [InlineData("[a *b*](http://b.c \"t\")", "<p><a href=\"http://b.c\" title=\"t\"" + Leaves + ">a <em>b</em></a></p>")]
    [InlineData("[a](mailto:b@c.d)", "<p><a href=\"mailto:b@c.d\"" + Leaves + ">a</a></p>")]
    [InlineData("<https://b.c>", "<p><a href=\"https://b.c\"" + Leaves + ">https://b.c</a></p>")]
    [InlineData("see https://b.c now", "<p>see <a href=\"https://b.c\"" + Leaves + ">https://b.c</a> now</p>")]
    [InlineData("[a][r]\n\n[r]: https://b.c", "<p><a href=\"https://b.c\"" + Leaves + ">a</a></p>")]
    [InlineData("![a](https://b.c/p.png)", "<p><a href=\"https://b.c/p.png\"" + Leaves + ">a</a></p>")]
    public void ToHtml_LinkThatMayBe_IsALinkThatLeaves(string markdown, string html) =>
        Assert.Equal(html, MarkdownHtml.ToHtml(markdown).Trim());

    [Theory]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](JAVASCRIPT:alert(1))")]
    [InlineData("[a](data:text/html,x)")]
    [InlineData("[a](vbscript:x)")]
    [InlineData("[a](file:///etc/passwd)")]
    [InlineData("[a](/api/v1/auth/logout)")]
    [InlineData("[a](//evil.example)")]
    [InlineData("[a](java&#115;cript:alert(1))")]
    [InlineData("![a](javascript:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[a][r]\n\n[r]: javascript:alert(1)")]
    public void ToHtml_LinkThatMayNotBe_IsText(string markdown) =>
        Assert.DoesNotContain("<a", MarkdownHtml.ToHtml(markdown), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;")]
    [InlineData("a <img src=x onerror=alert(1)>", "&lt;img")]
    [InlineData("<!-- x -->", "&lt;!--")]
    [InlineData("```\n</code><script>\n```", "&lt;/code&gt;&lt;script&gt;")]
    [InlineData("```\"><script>\nx\n```", "&lt;script&gt;")]
    public void ToHtml_RawHtml_IsShownAsText(string markdown, string shown)
    {
        var html = MarkdownHtml.ToHtml(markdown);

        Assert.Contains(shown, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("# One", "<h3>One</h3>")]
    [InlineData("###### Six", "<h6>Six</h6>")]
    [InlineData("**b** *e* ~~s~~ `c`", "<p><strong>b</strong> <em>e</em> <del>s</del> <code>c</code></p>")]
    [InlineData("a  \nb", "<p>a<br>\nb</p>")]
    public void ToHtml_PlainMarkdown_IsWhatOneExpects(string markdown, string html) =>
        Assert.Equal(html, MarkdownHtml.ToHtml(markdown).Trim());

    [Fact]
    public void ToHtml_Code_HasItsLanguageAndACopyButton()
    {
        var html = MarkdownHtml.ToHtml("```csharp\nvar a = 1;\n```");

        Assert.Contains("<code class=\"language-csharp\">var a = 1;\n</code>", html, StringComparison.Ordinal);
        Assert.Contains("data-copy", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick", html, StringComparison.Ordinal);
    }
}
