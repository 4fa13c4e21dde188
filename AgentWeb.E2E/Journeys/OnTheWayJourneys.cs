using AgentWeb.Core.Models;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Messages between Enter and the server's word that it has them, which may take its time.</summary>
[Collection<SharedStage>]
public sealed class OnTheWayJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    /// <summary>From now on messages wait on their way to the server until they are let go.</summary>
    private const string Hold = """
        () => {
          const held = new Promise((resolve) => { window.letGo = resolve; });
          const call = DotNet.DotNetObject.prototype.invokeMethodAsync;
          DotNet.DotNetObject.prototype.invokeMethodAsync = function (name, ...values) {
            return name === 'SendFromBrowserAsync' ? held.then(() => call.call(this, name, ...values)) : call.call(this, name, ...values);
          };
        }
        """;

    private const string LetGo = "() => window.letGo()";

    /// <summary>From now on messages reach the server, and what it answers reaches nobody.</summary>
    private const string LoseAnswers = """
        () => {
          const call = DotNet.DotNetObject.prototype.invokeMethodAsync;
          DotNet.DotNetObject.prototype.invokeMethodAsync = function (name, ...values) {
            const answer = call.call(this, name, ...values);
            answer.catch(() => {});
            return name === 'SendFromBrowserAsync' ? new Promise(() => {}) : answer;
          };
        }
        """;

    /// <summary>So many messages reach the server, and are answered with a failure all the same.</summary>
    private const string Fail = """
        times => {
          let left = times;
          const call = DotNet.DotNetObject.prototype.invokeMethodAsync;
          DotNet.DotNetObject.prototype.invokeMethodAsync = function (name, ...values) {
            const answer = call.call(this, name, ...values);
            return name === 'SendFromBrowserAsync' && left-- > 0 ? answer.then(() => Promise.reject(new Error('failed'))) : answer;
          };
        }
        """;

    /// <summary>From now on messages do not reach the server, and are tried again, until they are let go.</summary>
    private const string Miss = """
        () => {
          let isLetGo = false;
          window.letGo = () => { isLetGo = true; document.dispatchEvent(new Event("agentweb:connected")); };
          const call = DotNet.DotNetObject.prototype.invokeMethodAsync;
          DotNet.DotNetObject.prototype.invokeMethodAsync = function (name, ...values) {
            return name === 'SendFromBrowserAsync' && !isLetGo ? Promise.reject(new Error('failed')) : call.call(this, name, ...values);
          };
        }
        """;

    /// <summary>The switch is pressed and the message sent before the server has heard of either.</summary>
    private const string SwitchAndSend = """
        text => {
          document.querySelector('.temporary-switch').click();
          const field = document.querySelector('#composer');
          field.value = text;
          field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
        }
        """;

    private static readonly string[] NetworkGone = ["ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "WebSocket", "Connection disconnected", "Failed to fetch", "/_blazor"];

    [Fact]
    public async Task FirstMessage_LeftForAnotherConversation_TakesAlongWhatWasWrittenBehindIt()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("I was here before.");
        await page.Composer.FillAsync("A draft of the first one");
        await page.NewChatAsync();
        await page.Page.EvaluateAsync(Hold);
        await SendAsync(page, "Who is on the way?");
        await page.Composer.FillAsync("And who comes behind?");

        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Asked).ToHaveTextAsync(["I was here before."]);
        await Expect(page.Composer).ToHaveValueAsync("A draft of the first one");
        await page.Page.EvaluateAsync(LetGo);

        await Expect(page.Conversations).ToHaveCountAsync(2);
        await Expect(page.NotSent).ToHaveCountAsync(0);
        await Expect(page.Composer).ToHaveValueAsync("A draft of the first one");
        await Expect(page.Asked).ToHaveTextAsync(["I was here before."]);
        await page.Conversations.Filter(new() { HasText = "Who is on the way?" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Asked).ToHaveTextAsync(["Who is on the way?"]);
        await Expect(page.Composer).ToHaveValueAsync("And who comes behind?");
        await page.NewChatAsync();
        await Expect(page.Composer).ToHaveValueAsync("");
    }

    [Fact]
    public async Task FirstMessage_LeftForAnotherNewChat_IsNotShownInIt()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("I was here before.");
        await page.NewChatAsync();
        await page.Page.EvaluateAsync(Miss);
        await SendAsync(page, "Who is on the way?");
        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Asked).ToHaveTextAsync(["I was here before."]);
        await page.NewChatAsync();
        await page.Composer.FillAsync("Something else");

        await page.Page.EvaluateAsync(LetGo);

        await Expect(page.Conversations).ToHaveCountAsync(2);
        await Expect(page.NotSent).ToHaveCountAsync(0);
        await Expect(page.Asked).ToHaveCountAsync(0);
        await Expect(page.Composer).ToHaveValueAsync("Something else");
        await page.AskAsync("Quite another question.");
        await Expect(page.Asked).ToHaveTextAsync(["Quite another question."]);
        await Expect(page.Conversations).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task FirstMessage_Waited_KeepsWhatIsWrittenBehindItInTheField()
    {
        var page = await SignedInAsync();
        await page.Page.EvaluateAsync(Hold);
        await SendAsync(page, "Who is on the way?");
        await page.Composer.FillAsync("And who comes behind?");

        await page.Page.EvaluateAsync(LetGo);

        await Expect(page.Asked).ToHaveTextAsync(["Who is on the way?"]);
        await Expect(page.Composer).ToHaveValueAsync("And who comes behind?");
        await page.ConversationOpensAsync();
        await page.ReloadAsync();
        await Expect(page.Composer).ToHaveValueAsync("And who comes behind?");
    }

    [Fact]
    public async Task Message_WithTheServer_CanNeitherBeEditedNorRemoved()
    {
        var page = await SignedInAsync();
        await page.Page.EvaluateAsync(Hold);
        await SendAsync(page, "Too late to change.");

        await Expect(page.NotSent).ToContainTextAsync(["Being sent"]);
        foreach (var name in new[] { "Edit", "Remove" })
        {
            await Expect(Button(page.NotSent, name)).ToHaveAttributeAsync("aria-disabled", "true");
            await Button(page.NotSent, name).DispatchEventAsync("click");
        }

        await Expect(page.NotSent).ToHaveCountAsync(1);
        await Expect(page.Composer).ToHaveValueAsync("");
        await page.Page.EvaluateAsync(LetGo);
        await Expect(page.Asked).ToHaveTextAsync(["Too late to change."]);
        await Expect(page.NotSent).ToHaveCountAsync(0);
        await Expect(page.Composer).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Message_WithTheServerWhenTheNetworkIsCut_WaitsUntilItIsKnownAndIsThereOnce()
    {
        await using var network = CuttableNetwork.To(Server.Address);
        var page = await NewBrowserAsync(network.Address);
        page.Problems.Expect(NetworkGone);
        var account = await NewAccountAsync();
        await page.EnterAsync(account);
        await page.Page.EvaluateAsync(Hold);
        await SendAsync(page, "Did it arrive?");
        await Expect(page.NotSent).ToContainTextAsync(["Being sent"]);

        network.Cut();
        await Expect(page.NotSent).ToContainTextAsync(["It may have arrived already."]);
        await Expect(Button(page.NotSent, "Remove")).ToHaveAttributeAsync("aria-disabled", "true");
        network.Mend();
        await Expect(page.NotSent).ToContainTextAsync(["Being sent"]);
        await page.Page.EvaluateAsync(LetGo);

        await Expect(page.Asked).ToHaveTextAsync(["Did it arrive?"]);
        await Expect(page.NotSent).ToHaveCountAsync(0);
        await page.StatusBecomesAsync("complete");
        using var api = await ApiUser.SignInAsync(Server, account);
        Assert.Single(await api.SessionsAsync());
    }

    [Fact]
    public async Task Message_WhoseAnswerWasLost_SentAgainAfterAReload_IsThereOnce()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        await page.EnterAsync(account);
        await page.Page.Locator(".composer-options > summary").ClickAsync();
        await page.Page.Locator("#instructions").FillAsync("Answer as a pirate does.");
        await page.Page.EvaluateAsync(LoseAnswers);
        await SendAsync(page, "Is the answer lost?");
        await Expect(page.Asked.Locator(".user-text")).ToHaveTextAsync(["Is the answer lost?"]);
        await page.StatusBecomesAsync("complete");

        await page.OpenChatAsync();

        await Expect(page.Asked.Locator(".user-text")).ToHaveTextAsync(["Is the answer lost?"]);
        await Expect(page.NotSent).ToHaveCountAsync(0);
        await Expect(page.Composer).ToHaveValueAsync("");
        await page.StatusBecomesAsync("complete");
        await RequestAboutAsync("Is the answer lost?", "Answer as a pirate does.");
        using var api = await ApiUser.SignInAsync(Server, account);
        Assert.Single(await api.SessionsAsync());
        await page.ConversationOpensAsync();
        Assert.Equal(2, (await api.HistoryAsync(page.SessionId)).Count);
    }

    [Fact]
    public async Task Message_SentAfterAReload_IsSentAsItWasWritten()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        await page.EnterAsync(account);
        await Button(page.Page.Locator(".chat-head"), "Temporary").ClickAsync();
        await Expect(page.Page.GetByText("A temporary chat")).ToBeVisibleAsync();
        await page.Page.Locator("select#model").SelectOptionAsync(OfflineAssistant.Key);
        await page.Page.EvaluateAsync(Hold);
        await SendAsync(page, "What is 17.5% of 2,340?");

        await page.ReloadAsync();

        await page.ReplyShowsAsync("409.5");
        await Expect(page.Page.GetByText("Temporary: in no history")).ToBeVisibleAsync();
        await Expect(page.NotSent).ToHaveCountAsync(0);
        using var api = await ApiUser.SignInAsync(Server, account);
        Assert.Empty(await api.SessionsAsync());
    }

    [Fact]
    public async Task Message_SentInTheMomentOfTheSwitch_IsTemporary()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("I was here before.");
        await page.NewChatAsync();

        await page.Page.EvaluateAsync(SwitchAndSend, "Between us.");

        await Expect(page.Asked).ToHaveTextAsync(["Between us."]);
        await Expect(page.Page.GetByText("Temporary: in no history")).ToBeVisibleAsync();
        await page.StatusBecomesAsync("complete");
        await Expect(page.Conversations).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Message_AnsweredWithAFailure_StaysWithTheServerUntilItIsKnown()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        await page.EnterAsync(account);
        await page.Page.EvaluateAsync(Fail, 3);

        await page.Composer.FillAsync("Did the server fail?");
        await page.Composer.PressAsync("Enter");

        var told = page.NotSent.Filter(new() { HasText = "It may have arrived already. The server had a problem and is asked again" });
        await Expect(told.Locator("button[aria-disabled=true]")).ToHaveCountAsync(2);
        await Expect(page.NotSent).ToHaveCountAsync(0); // It was asked again by itself.
        await Expect(page.Asked).ToHaveTextAsync(["Did the server fail?"]);
        await Expect(page.Composer).ToHaveValueAsync("");
        using var api = await ApiUser.SignInAsync(Server, account);
        Assert.Single(await api.SessionsAsync());
    }

    [Fact]
    public async Task Message_ThatTheServerFailsAtEachTime_IsLeftToItsPerson()
    {
        var page = await SignedInAsync();
        await page.Page.EvaluateAsync(Fail, 1000);

        await SendAsync(page, "Does the server always fail?");

        await Expect(page.NotSent).ToContainTextAsync(["look whether it is there before you send it again"]);
        await Expect(Button(page.NotSent, "Edit")).ToHaveAttributeAsync("aria-disabled", "false");
        await Button(page.NotSent, "Remove").ClickAsync();
        await Expect(page.NotSent).ToHaveCountAsync(0);
        await Expect(page.Asked).ToHaveTextAsync(["Does the server always fail?"]);
    }

    [Fact]
    public async Task Message_OnAPhone_ShowsItsTextBesideWhatIsToldOfIt()
    {
        await using var network = CuttableNetwork.To(Server.Address);
        var page = await NewBrowserAsync(network.Address, new() { ViewportSize = new() { Width = 360, Height = 740 } });
        page.Problems.Expect(NetworkGone);
        await page.EnterAsync(await NewAccountAsync());
        await page.Page.EvaluateAsync(Hold);
        await SendAsync(page, "A message that is longer than a phone is wide, as most of them are.");
        network.Cut();
        await Expect(page.NotSent).ToContainTextAsync(["It may have arrived already."]);

        var text = await page.NotSent.Locator(".outbox-text").BoundingBoxAsync();

        Assert.InRange(text!.Width, 150, 360);
        Assert.False(await page.ScrollsSidewaysAsync());
    }

    private static async Task SendAsync(JourneyPage page, string text)
    {
        await page.Composer.FillAsync(text);
        await page.Composer.PressAsync("Enter");
        await Expect(page.NotSent).ToHaveCountAsync(1);
        await Expect(page.Composer).ToHaveValueAsync("");
    }
}
