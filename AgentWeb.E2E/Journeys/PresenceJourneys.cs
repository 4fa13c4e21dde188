using System.Text.RegularExpressions;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Being told of replies that finish while one looks elsewhere, whichever conversation they are in.</summary>
[Collection<SharedStage>]
public sealed partial class PresenceJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    /// <summary>A device that notes what it is told; a browser without windows has none.</summary>
    private const string Device = """
        window.told = [];
        window.Notification = class extends EventTarget {
          static permission = 'granted';
          static requestPermission = async () => 'granted';
          constructor(title, options) {
            super();
            Object.assign(this, { title, body: options.body, closed: false });
            window.told.push(this);
          }
          close() { this.closed = true; }
        };
        window.focus = () => { window.focused = true; };
        """;

    [Fact]
    public async Task Notification_OfAnotherConversation_TellsOfItAndLeadsThere()
    {
        var page = await NewBrowserAsync(new() { Permissions = ["notifications"] });
        await page.Page.AddInitScriptAsync(Device);
        await page.EnterAsync(await NewAccountAsync());
        await page.OpenAsync("/settings");
        await page.Page.GetByLabel("Notify me when a reply finishes").CheckAsync();
        await page.Page.WaitForFunctionAsync("async () => (await (await fetch('/api/v1/settings')).json()).notifications === true");
        await page.OpenChatAsync();
        var gate = await HeldReplyAsync(page, "Tell me when it is done.");
        await page.ConversationOpensAsync();
        var path = "/c/" + page.SessionId;
        await page.NewChatAsync();
        await page.Composer.FillAsync("Half a thought");

        await SetHiddenAsync(page, hidden: true);
        gate.Open();
        await page.Page.WaitForFunctionAsync("() => window.told.length === 1");
        Assert.Equal("Tell me when it is done. The reply is there.", await page.Page.EvaluateAsync<string>("() => `${window.told[0].title} ${window.told[0].body}`"));
        await SetHiddenAsync(page, hidden: false);
        await page.Page.EvaluateAsync("() => window.told[0].dispatchEvent(new Event('click'))");

        await Expect(page.Page).ToHaveURLAsync(new Regex(Regex.Escape(path) + "$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Asked).ToHaveTextAsync(["Tell me when it is done."]);
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.focused && window.told[0].closed"));
        await page.NewChatAsync();
        await Expect(page.Composer).ToHaveValueAsync("Half a thought");
    }

    [Fact]
    public async Task Reply_InATemporaryChat_IsMarkedInTitleAndIcon()
    {
        var page = await SignedInAsync();
        await Button(page.Page.Locator(".chat-head"), "Temporary").ClickAsync();
        await Expect(page.Page.GetByText("A temporary chat")).ToBeVisibleAsync();
        var gate = await HeldReplyAsync(page, "Leave no trace.");

        await SetHiddenAsync(page, hidden: true);
        gate.Open();

        await IsMarkedAsync(page);
        await Expect(page.Conversations).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Reply_InTheArchive_IsMarkedInTitleAndIcon()
    {
        var page = await SignedInAsync();
        var gate = await HeldReplyAsync(page, "Put me away meanwhile.");
        await page.Conversations.HoverAsync();
        await page.Conversations.Locator("summary").ClickAsync();
        await Button(page.Conversations, "Archive").ClickAsync();
        await Expect(page.Conversations).ToHaveCountAsync(0);
        await page.NewChatAsync();

        await SetHiddenAsync(page, hidden: true);
        gate.Open();

        await IsMarkedAsync(page);
    }

    /// <summary>Asks, and returns in the midst of the reply, which goes on once the gate is open.</summary>
    private async Task<ModelGate> HeldReplyAsync(JourneyPage page, string text)
    {
        var gate = new ModelGate();
        Model.Enqueue(ModelScript.Generate(ContentKind.Paragraph, 60) with { Gate = gate, GateAfter = 30 });
        await page.AskAsync(text);
        await page.StatusBecomesAsync("streaming");
        return gate;
    }

    private static async Task IsMarkedAsync(JourneyPage page)
    {
        await Expect(page.Page).ToHaveTitleAsync(Mark());
        await Expect(page.Page.Locator("link[rel=icon][href*=finished]")).ToHaveCountAsync(1);
    }

    /// <summary>A tab behind another; a browser without windows never hides one.</summary>
    private static Task SetHiddenAsync(JourneyPage page, bool hidden) => page.Page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", hidden);

    [GeneratedRegex("^● ", RegexOptions.None, 1000)]
    private static partial Regex Mark();
}
