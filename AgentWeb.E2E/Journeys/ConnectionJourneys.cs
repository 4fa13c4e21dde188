using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>The network between page and server breaks; the server goes on.</summary>
[Collection<SharedStage>]
public sealed class ConnectionJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private static readonly string[] NetworkGone = ["ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "WebSocket", "Connection disconnected", "Failed to fetch", "/_blazor"];

    [Fact]
    public async Task Cut_InTheMidst_SamePageShowsTheRestOnceMended()
    {
        await using var network = CuttableNetwork.To(Server.Address);
        var page = await NewBrowserAsync(network.Address);
        page.Problems.Expect(NetworkGone);
        await page.EnterAsync(await NewAccountAsync());
        var gate = new ModelGate();
        Model.Enqueue(ModelScript.Generate(ContentKind.Paragraph, 300, tokensPerSecond: 50) with { Gate = gate, GateAfter = 100 });
        await page.AskAsync("Survive a tunnel.");
        await page.ReplyShowsAsync("In step 2 ");
        await page.ConversationOpensAsync();
        await page.Page.EvaluateAsync("() => { window.samePage = true; }");

        network.Cut();
        await Expect(page.Page.Locator(".connection-reconnecting")).ToBeVisibleAsync();
        await page.Composer.FillAsync("Written in the tunnel");
        await page.StatusBecomesAsync("streaming");
        gate.Open();
        network.Mend();

        await page.StatusBecomesAsync("complete");
        await Expect(page.Page.Locator(".connection-reconnecting")).ToBeHiddenAsync();
        await Expect(page.Composer).ToHaveValueAsync("Written in the tunnel");
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.samePage === true"));
        var shown = await page.WholeReplyTextAsync();
        await page.ReloadAsync();
        await page.StatusBecomesAsync("complete");
        Assert.Equal(await page.WholeReplyTextAsync(), shown);
    }

    [Fact]
    public async Task Send_WhileCut_ShowsThatItWaitsAndSendsItOnceMended()
    {
        await using var network = CuttableNetwork.To(Server.Address);
        var page = await NewBrowserAsync(network.Address);
        page.Problems.Expect(NetworkGone);
        await page.EnterAsync(await NewAccountAsync());

        network.Cut();
        await Expect(page.Page.Locator(".connection-reconnecting")).ToBeVisibleAsync();
        await page.Composer.FillAsync("Said into the void");
        await page.Composer.PressAsync("Enter");

        await Expect(page.Page.Locator("[data-browser-notice]")).ToContainTextAsync("not sent yet");
        await Expect(page.NotSent).ToContainTextAsync(["Said into the void"]);
        network.Mend();
        await Expect(page.Asked).ToHaveTextAsync(["Said into the void"]);
        await page.StatusBecomesAsync("complete");
        await Expect(page.Composer).ToHaveValueAsync("");
        await Expect(page.NotSent).ToHaveCountAsync(0);
        await page.ConversationOpensAsync();
        await page.ReloadAsync();
        await Expect(page.Asked).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Send_SeveralWhileCut_CanBeTakenBackAndGoToOneConversationInOrder()
    {
        await using var network = CuttableNetwork.To(Server.Address);
        var page = await NewBrowserAsync(network.Address);
        page.Problems.Expect(NetworkGone);
        await page.EnterAsync(await NewAccountAsync());
        network.Cut();
        await Expect(page.Page.Locator(".connection-reconnecting")).ToBeVisibleAsync();
        foreach (var text in new[] { "one", "never mind", "thre", "four" })
        {
            await page.Composer.FillAsync(text);
            await page.Composer.PressAsync("Enter");
        }

        await page.NotSent.Nth(1).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.NotSent.Nth(1).GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Expect(page.Composer).ToHaveValueAsync("thre");
        await Expect(page.NotSent).ToContainTextAsync(["one", "four"]);
        network.Mend();

        await Expect(page.Asked).ToHaveTextAsync(["one", "four"]);
        await Expect(page.Replies).ToHaveCountAsync(2);
        await page.StatusBecomesAsync("complete");
        await Expect(page.Composer).ToHaveValueAsync("thre");
    }

    [Fact]
    public async Task Reload_WithAMessageOnItsWay_SendsItOnce()
    {
        await using var network = CuttableNetwork.To(Server.Address);
        var page = await NewBrowserAsync(network.Address);
        page.Problems.Expect(NetworkGone);
        var account = await NewAccountAsync();
        await page.EnterAsync(account);
        network.Cut();
        await Expect(page.Page.Locator(".connection-reconnecting")).ToBeVisibleAsync();
        await page.Composer.FillAsync("I was on my way.");
        await page.Composer.PressAsync("Enter");
        await Expect(page.NotSent).ToHaveCountAsync(1);
        network.Mend();

        await page.OpenChatAsync();

        await Expect(page.Asked).ToHaveTextAsync(["I was on my way."]);
        await page.StatusBecomesAsync("complete");
        using var api = await ApiUser.SignInAsync(Server, account);
        Assert.Single(await api.SessionsAsync());
    }

    [Fact]
    public async Task Send_InTwoTabsWhileCut_NeitherForgetsTheOthersMessage()
    {
        await using var network = CuttableNetwork.To(Server.Address);
        var one = await NewBrowserAsync(network.Address);
        one.Problems.Expect(NetworkGone);
        var account = await NewAccountAsync();
        await one.EnterAsync(account);
        var other = await NewTabAsync(one.Page.Context, network.Address);
        other.Problems.Expect(NetworkGone);
        await other.OpenChatAsync();
        network.Cut();
        await AreCutAsync(one, other);
        foreach (var (page, text) in new[] { (one, "From one tab"), (other, "From the other") })
        {
            await page.Composer.FillAsync(text);
            await page.Composer.PressAsync("Enter");
            await Expect(other.NotSent.First).ToContainTextAsync("From one tab"); // Heard there, before it writes its own.
        }

        await Expect(one.NotSent).ToContainTextAsync(["From one tab", "From the other"]);
        await Expect(other.NotSent).ToContainTextAsync(["From one tab", "From the other"]);
        Assert.Equal(2, await one.Page.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('agentweb.outbox/')).length"));
        network.Mend();

        await Expect(one.Asked).ToHaveTextAsync(["From one tab"]);
        await Expect(other.Asked).ToHaveTextAsync(["From the other"]);
        await other.StatusBecomesAsync("complete");
        await Expect(one.NotSent).ToHaveCountAsync(0);
        await Expect(other.NotSent).ToHaveCountAsync(0);
        await one.Page.WaitForFunctionAsync("() => Object.keys(localStorage).every(key => !key.startsWith('agentweb.outbox/'))");
        using var api = await ApiUser.SignInAsync(Server, account);
        Assert.Equal(2, (await api.SessionsAsync()).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_TakenBackInAnotherTab_IsNotSent(bool unheard)
    {
        await using var network = CuttableNetwork.To(Server.Address);
        var one = await NewBrowserAsync(network.Address);
        one.Problems.Expect(NetworkGone);
        if (unheard)
        {
            await one.HearNothingAsync();
        }

        var account = await NewAccountAsync();
        await one.EnterAsync(account);
        var other = await NewTabAsync(one.Page.Context, network.Address);
        other.Problems.Expect(NetworkGone);
        await other.OpenChatAsync();
        network.Cut();
        await AreCutAsync(one, other);
        await one.Composer.FillAsync("Never mind");
        await one.Composer.PressAsync("Enter");

        await Button(other.NotSent, "Edit").ClickAsync();
        await Expect(other.Composer).ToHaveValueAsync("Never mind");
        await Expect(one.NotSent).ToHaveCountAsync(unheard ? 1 : 0);
        network.Mend();

        await Expect(one.Page.Locator(".connection-reconnecting")).ToBeHiddenAsync();
        await Expect(one.NotSent).ToHaveCountAsync(0);
        await one.AskToTheEndAsync("Something else.");
        await Expect(one.Asked).ToHaveTextAsync(["Something else."]);
        using var api = await ApiUser.SignInAsync(Server, account);
        Assert.Single(await api.SessionsAsync());
    }

    [Fact]
    public async Task Offline_BrowserSaysSo_AndIsBackByItself()
    {
        var page = await SignedInAsync();
        page.Problems.Expect(["ERR_INTERNET_DISCONNECTED"]);

        await page.Page.Context.SetOfflineAsync(true);
        await Expect(page.Page.Locator(".connection-offline")).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".sign-offline")).ToBeVisibleAsync();
        await Expect(Said(page)).ToHaveTextAsync("You are offline. What you write is kept here.");
        await page.NoteConnectionAsync();
        await page.Page.Context.SetOfflineAsync(false);

        await Expect(page.Page.Locator(".connection-offline")).ToBeHiddenAsync();
        await page.ConnectionComesBackAsync();
        await page.AskToTheEndAsync("Back again.");
    }

    [Fact]
    public async Task State_CutAndMended_IsShownAndSaidAllTheWayAndBrieflyWhenBack()
    {
        await using var network = CuttableNetwork.To(Server.Address);
        var page = await NewBrowserAsync(network.Address);
        page.Problems.Expect(NetworkGone);
        await page.EnterAsync(await NewAccountAsync());
        await Expect(page.Page.Locator(".sign-connected")).ToBeVisibleAsync();
        await Expect(Said(page)).ToHaveAttributeAsync("role", "status");
        await Expect(Said(page)).ToBeEmptyAsync();

        network.Cut();
        await Expect(page.Page.Locator(".connection-reconnecting")).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".sign-reconnecting")).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".sign-connected")).ToBeHiddenAsync();
        await Expect(Said(page)).ToHaveTextAsync("Connection lost. Reconnecting; replies go on meanwhile.");
        await page.NoteConnectionAsync();
        network.Mend();

        await page.ConnectionComesBackAsync();
        await Expect(page.Page.Locator(".sign-connected")).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".connection-back")).ToBeHiddenAsync();
        await Expect(Said(page)).ToBeEmptyAsync();
    }

    [Fact]
    public async Task Circuit_Failed_PageSaysSoAndIsLoadedAnewOnce()
    {
        var page = await SignedInAsync();
        page.Problems.Expect("blazor.web", "removeChild", "Cannot send data");
        await page.AskToTheEndAsync("Before it failed.");
        await page.Composer.FillAsync("Half a thought");
        await page.Page.EvaluateAsync("() => { window.samePage = true; }");

        await BreakAsync(page);
        await page.Page.WaitForFunctionAsync("() => window.samePage === undefined");
        await page.UsableAsync();
        await Expect(page.Asked).ToHaveTextAsync(["Before it failed."]);
        await Expect(page.Composer).ToHaveValueAsync("Half a thought");

        // A page that fails again at once would be loaded for ever.
        await BreakAsync(page);
        await Expect(page.Page.Locator(".connection-broken")).ToBeVisibleAsync();
        await Expect(Said(page)).ToContainTextAsync("Something went wrong on this page.");
        await Button(page.Page.Locator(".connection-broken"), "Load again").ClickAsync();
        await page.UsableAsync();
        await Expect(page.Page.Locator(".connection-broken")).ToBeHiddenAsync();
        await page.AskToTheEndAsync("After it failed.");
    }

    /// <summary>Waits until tabs know that there is no connection.</summary>
    private static async Task AreCutAsync(params JourneyPage[] pages)
    {
        foreach (var page in pages)
        {
            await Expect(page.Page.Locator(".connection-reconnecting")).ToBeVisibleAsync();
        }
    }

    /// <summary>Takes away what the server will want to change: what it renders then cannot be applied, and that ends the circuit.</summary>
    private static async Task BreakAsync(JourneyPage page)
    {
        await Expect(page.Page.Locator("h2.sidebar-group")).ToHaveCountAsync(1);
        await page.Page.EvaluateAsync("() => document.querySelector('h2.sidebar-group').remove()");
        await page.Page.Locator(".sidebar-archive").ClickAsync();
    }

    /// <summary>What a screen reader is told about the connection.</summary>
    private static ILocator Said(JourneyPage page) => page.Page.Locator("[data-connection-said]");
}
