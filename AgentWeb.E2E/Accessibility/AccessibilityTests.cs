using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Accessibility;

/// <summary>No page breaks a rule of WCAG 2.2 AA that a program can check; light and dark, on a desk and on a phone.</summary>
[Collection<SharedStage>]
public sealed class AccessibilityTests(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    /// <summary>A desk and a phone, in pixels.</summary>
    public static TheoryData<int> Widths => new() { 1280, 360 };

    [Fact]
    public async Task Check_OfAPageThatBreaksRules_Fails()
    {
        var page = await NewBrowserAsync(Look(1280));
        await page.OpenAsync("/signin");
        await page.Page.EvaluateAsync("() => document.querySelector('main').append(document.createElement('button'))");
        Assert.Contains("button-name", (await Assert.ThrowsAnyAsync<Exception>(() => CheckAsync(page, "button without a name"))).Message, StringComparison.Ordinal);

        await page.OpenAsync("/signin");
        await page.Page.EvaluateAsync("() => { document.querySelector('h1').style.cssText = 'color: #888; background: #999'; }");
        Assert.Contains("color-contrast", (await Assert.ThrowsAnyAsync<Exception>(() => CheckAsync(page, "pale heading"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task AccountPages_HaveNoViolations(int width)
    {
        var page = await NewBrowserAsync(Look(width));
        page.Problems.Expect("401", "404");

        await page.OpenAsync("/signin");
        await CheckAsync(page, "sign-in");
        await page.Page.GetByLabel("Email").FillAsync("nobody@example.org");
        await page.Page.GetByLabel("Password").FillAsync("not the password");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await CheckAsync(page, "refused sign-in");
        await page.OpenAsync("/register");
        await CheckAsync(page, "registration");

        await page.EnterAsync(await NewAccountAsync());
        await page.OpenAsync("/account/password");
        await CheckAsync(page, "password");
        await page.OpenAsync("/signout");
        await CheckAsync(page, "sign-out");
        await page.OpenAsync("/there-is-nothing-here");
        await CheckAsync(page, "not found");
        await page.OpenAsync("/c/sess-01900000-0000-7000-8000-000000000000");
        await Expect(page.Page.GetByText("It may have been deleted")).ToBeVisibleAsync();
        await CheckAsync(page, "unknown conversation");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task ChatPages_HaveNoViolations(int width)
    {
        var page = await SignedInAsync(Look(width));
        await CheckAsync(page, "start screen");

        var gate = new ModelGate();
        Model.Enqueue(ModelScript.Generate(ContentKind.Mixed, 600, tokensPerSecond: 150) with { Gate = gate, GateAfter = 300 });
        await page.AskAsync("Show me everything.");
        await page.ReplyShowsAsync("Section 1");
        await CheckAsync(page, "streaming");
        await page.StatusBecomesAsync("streaming"); // It was written all the time.
        gate.Open();
        await page.StatusBecomesAsync("complete");
        await Expect(page.ReplyText.Locator("table").First).ToBeAttachedAsync();
        await Expect(page.ReplyText.Locator("pre").First).ToBeAttachedAsync();
        await CheckAsync(page, "conversation");

        await page.AskAsync("Fail. [[status=401]]");
        await page.StatusBecomesAsync("error");
        await CheckAsync(page, "error notice");
        await page.AskAsync("Break off. [[tokens=50 fault=Drop after=20]]");
        await page.StatusBecomesAsync("interrupted");
        await CheckAsync(page, "interrupted notice");
        await page.Composer.FillAsync(new string('x', 10_001));
        await page.Composer.PressAsync("Enter");
        await Expect(page.Page.Locator("[data-browser-notice]")).ToBeVisibleAsync();
        await CheckAsync(page, "refused draft");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task RichReply_HasNoViolations(int width)
    {
        var page = await SignedInAsync(Look(width));
        Model.Enqueue(ModelScript.Reply(
            "Some $x^2$[^1].\n\n$$\n\\frac{a}{b}\n$$\n\n```csharp\n// A comment\n[Fact]\npublic async Task<int> A() => \"text\".Length + 12;\n```\n\n```diff\n- old\n+ new\n```\n\n"
            + "```mermaid\nflowchart LR\n  A --> B\n```\n\n```mermaid\nflowchart LR\n  A[\n```\n\n[^1]: A note."));

        await page.AskToTheEndAsync("Show me everything that is not text.");

        await Expect(page.ReplyText.Locator(".diagram img")).ToBeVisibleAsync();
        await Expect(page.ReplyText.Locator(".diagram-problem")).ToBeVisibleAsync();
        await Expect(page.ReplyText.Locator(".hljs-comment")).ToHaveCountAsync(1);
        await Expect(page.ReplyText.Locator("tex-math:not([data-set])")).ToHaveCountAsync(0);
        await CheckAsync(page, "rich reply");

        await page.Reply.HoverAsync();
        await page.Reply.GetByRole(AriaRole.Button, new() { Name = "Good reply" }).ClickAsync();
        await Expect(page.Reply.Locator(".feedback-note")).ToBeVisibleAsync();
        await page.Reply.Locator(".reply-menu summary").ClickAsync();
        await page.Reply.GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
        await Expect(page.Reply.Locator(".reply-details dl")).ToBeVisibleAsync();
        await page.Reply.Locator(".reply-menu summary").ClickAsync();
        await CheckAsync(page, "opinion, details and menu");
        Assert.False(await page.ScrollsSidewaysAsync());
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Sidebar_OpenWithMenu_HasNoViolations(int width)
    {
        var page = await SignedInAsync(Look(width));
        await page.AskToTheEndAsync("An entry for the list.");
        if (width < 500)
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Show conversations" }).ClickAsync();
        }

        await page.Page.Locator(".user-menu summary").ClickAsync();
        await CheckAsync(page, "menu");
        await page.Page.Locator(".user-menu summary").ClickAsync();
        await page.Conversations.HoverAsync();
        await page.Conversations.Locator("summary").ClickAsync();
        await Expect(page.Conversations.GetByRole(AriaRole.Button, new() { Name = "Rename" })).ToBeVisibleAsync();
        await CheckAsync(page, "actions of a conversation");
        await page.Conversations.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Expect(page.Conversations.GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await CheckAsync(page, "new title");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task CarryPages_HaveNoViolations(int width)
    {
        var page = await SignedInAsync(Look(width));
        page.Problems.Expect("400");
        await page.OpenAsync("/import");
        await CarryJourneys.ChooseAsync(page, await CarryJourneys.WrittenAsync("nonsense"));
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await CheckAsync(page, "refused import");
        await CarryJourneys.ChooseAsync(page, await CarryJourneys.WrittenAsync(
            """[{"title":"A","mapping":{"a":{"id":"a","message":{"author":{"role":"user"},"content":{"content_type":"text","parts":["Hi"]}}}}},{"title":"B","mapping":{}}]"""));
        await Expect(page.Page.GetByText("1 of 1 conversation chosen")).ToBeVisibleAsync();
        await CheckAsync(page, "import preview");
        await Button(page.Page.Locator(".import"), "Import").ClickAsync();
        await Expect(page.Page.GetByText("1 conversation was imported.")).ToBeVisibleAsync();
        await CheckAsync(page, "import result");

        await page.OpenChatAsync();
        await page.AskToTheEndAsync("Show me everything. [[tokens=300 tps=0 kind=mixed]]");
        await CarryJourneys.OpenMenuAsync(page);
        await CheckAsync(page, "menu of a conversation");
        await Button(page.Page.Locator(".chat-head"), "Share by link").ClickAsync();
        await Button(page.Page.GetByRole(AriaRole.Dialog), "Create link").ClickAsync();
        var link = await page.Page.GetByLabel("Address of the link").InputValueAsync();
        await CheckAsync(page, "share dialog");
        Assert.False(await page.ScrollsSidewaysAsync());
        var session = page.SessionId;
        await page.OpenAsync(link);
        await CheckAsync(page, "shared conversation");
        Assert.False(await page.ScrollsSidewaysAsync());
        await page.OpenAsync($"/c/{session}/print");
        await CheckAsync(page, "conversation to print");
    }

    internal static BrowserNewContextOptions Look(int width) =>
        new() { ColorScheme = ColorScheme.Light, ViewportSize = new() { Width = width, Height = 740 }, ReducedMotion = ReducedMotion.Reduce };

    /// <summary>Checks what a page shows now, light and dark.</summary>
    /// <param name="page">The page.</param>
    /// <param name="what">What it shows, for the message.</param>
    /// <param name="look">Done in each colour scheme before the check.</param>
    internal static async Task CheckAsync(JourneyPage page, string what, Func<ColorScheme, Task>? look = null)
    {
        foreach (var (scheme, rules) in new[] { (ColorScheme.Dark, Axe.RulesOfColour), (ColorScheme.Light, Axe.AllRules) })
        {
            await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await (look?.Invoke(scheme) ?? Task.CompletedTask);
            var violations = await Axe.FindViolationsAsync(page.Page, rules);
            Assert.True(violations.Length == 0, $"The page “{what}”, {scheme}, breaks rules:{Environment.NewLine}{string.Join(Environment.NewLine, violations)}");
        }
    }
}
