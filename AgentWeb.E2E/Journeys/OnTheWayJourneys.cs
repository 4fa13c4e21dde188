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
        await page.Page.EvaluateAsync(Hold);
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

    private static async Task SendAsync(JourneyPage page, string text)
    {
        await page.Composer.FillAsync(text);
        await page.Composer.PressAsync("Enter");
        await Expect(page.NotSent).ToHaveCountAsync(1);
        await Expect(page.Composer).ToHaveValueAsync("");
    }
}
