using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Leaving a page while the reply is written, and looking at it from several places.</summary>
[Collection<SharedStage>]
public sealed class ComeBackJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    /// <summary>The address of the first conversation that is made on this page is on its way until it is let go.</summary>
    private const string HoldAddress = """
        (() => {
          const held = new Promise((resolve) => { window.letGo = resolve; });
          let agentweb;
          Object.defineProperty(window, 'agentweb', {
            get: () => agentweb,
            set: (value) => {
              agentweb = value;
              const { call } = value;
              value.call = async (...values) => {
                const attached = await call(...values);
                if (attached?.showAddress) {
                  const { showAddress } = attached;
                  attached.showAddress = async (address) => {
                    window.isOnItsWay = true;
                    await held;
                    showAddress(address);
                  };
                }
                return attached;
              };
            },
          });
        })()
        """;

    private static readonly ModelScript Story = ModelScript.Generate(ContentKind.Mixed, 240, tokensPerSecond: 60);

    [Fact]
    public async Task Reload_InTheMidst_ShowsTheTextSoFarAndTheRestOnce()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        await page.EnterAsync(account);
        var gate = new ModelGate();
        Model.Enqueue(Story with { Gate = gate, GateAfter = 120 });
        await page.AskAsync("Tell a story and let me reload.");
        await page.ReplyShowsAsync("In step 1");
        await page.ConversationOpensAsync(); // The address may come behind the first words.

        await page.ReloadAsync();

        await page.ReplyShowsAsync("In step 1");
        await page.StatusBecomesAsync("streaming");
        gate.Open();
        await page.StatusBecomesAsync("complete");
        await IsTheWholeStoryAsync(page, account);
        Assert.False((await RequestAboutAsync("let me reload")).DisconnectedAt.HasValue);
    }

    [Fact]
    public async Task SecondTab_WhileItStreams_ShowsTheSameLive()
    {
        var account = await NewAccountAsync();
        var first = await NewBrowserAsync();
        await first.EnterAsync(account);
        var gate = new ModelGate();
        Model.Enqueue(Story with { Gate = gate, GateAfter = 120 });
        await first.AskAsync("Tell a story to two tabs.");
        await first.ReplyShowsAsync("In step 1");
        await first.ConversationOpensAsync();

        var second = await NewTabAsync(first);
        await second.OpenChatAsync("/c/" + first.SessionId);

        await second.ReplyShowsAsync("In step 1");
        await second.StatusBecomesAsync("streaming");
        gate.Open();
        await first.StatusBecomesAsync("complete");
        await second.StatusBecomesAsync("complete");
        Assert.Equal(await first.WholeReplyTextAsync(), await second.WholeReplyTextAsync());
        await IsTheWholeStoryAsync(second, account);
    }

    [Fact]
    public async Task BackAndForward_BetweenConversationsThatBeganHere_ShowEachWithItsAddress()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("The first one.");
        await page.ConversationOpensAsync();
        var first = page.SessionId;
        await page.NewChatAsync();
        await page.AskToTheEndAsync("The second one.");
        await Expect(page.Conversations.And(page.Page.Locator(".current"))).ToContainTextAsync("The second one.");
        await page.ConversationOpensAsync();
        var second = page.SessionId;
        Assert.NotEqual(first, second);

        await page.Page.GoBackAsync();
        await Expect(page.Asked).ToHaveTextAsync("The first one.");
        Assert.Equal(first, page.SessionId);
        await page.Page.GoForwardAsync();
        await Expect(page.Asked).ToHaveTextAsync("The second one.");
        Assert.Equal(second, page.SessionId);
        await page.ReloadAsync();

        await Expect(page.Asked).ToHaveTextAsync("The second one.");
        await page.NewChatAsync();
        await Expect(page.Page.Locator(".current")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task NewChat_BeforeTheLastOneHasItsAddress_GetsAnAddressOfItsOwn()
    {
        var page = await NewBrowserAsync();
        await page.Page.AddInitScriptAsync(HoldAddress);
        await page.EnterAsync(await NewAccountAsync());
        await page.AskAsync("The first one.");
        await page.Page.WaitForFunctionAsync("() => window.isOnItsWay");
        await page.NewChatAsync();

        await page.Page.EvaluateAsync("() => window.letGo()");
        await page.AskToTheEndAsync("The second one.");
        await page.ReloadAsync();

        await Expect(page.Asked).ToHaveTextAsync("The second one.");
    }

    [Fact]
    public async Task SecondTab_MessageSentInTheFirst_AppearsInBoth()
    {
        var first = await SignedInAsync();
        await first.AskToTheEndAsync("Good morning.");
        var second = await NewTabAsync(first);
        await second.OpenChatAsync("/c/" + first.SessionId);
        await Expect(second.Replies).ToHaveCountAsync(1);

        await first.AskToTheEndAsync("And good evening.");

        await Expect(second.Asked).ToHaveCountAsync(2);
        await Expect(second.Asked.Last).ToHaveTextAsync("And good evening.");
        await Expect(second.Replies).ToHaveCountAsync(2);
        await second.StatusBecomesAsync("complete");
    }

    [Fact]
    public async Task ClosedTab_ReplyGoesOn_AndIsThereLater()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        await page.EnterAsync(account);
        var gate = new ModelGate();
        Model.Enqueue(Story with { Gate = gate, GateAfter = 120 });
        await page.AskAsync("Tell a story to nobody.");
        await page.ReplyShowsAsync("In step 1");
        await page.ConversationOpensAsync();
        var path = "/c/" + page.SessionId;

        await page.OpenAsync("/account/password");
        gate.Open();
        await (await RequestAboutAsync("to nobody")).WaitForEndAsync(Deadline);

        await page.OpenChatAsync(path);
        await page.StatusBecomesAsync("complete");
        await IsTheWholeStoryAsync(page, account);
    }

    private async Task IsTheWholeStoryAsync(JourneyPage page, TestAccount account)
    {
        using var api = await ApiUser.SignInAsync(Server, account);
        var history = await api.HistoryAsync(page.SessionId);
        Assert.Equal(2, history.Count);
        Assert.Equal(Story.Text, (string?)history[1]["content"]);
        var shown = await page.WholeReplyTextAsync();
        await page.ReloadAsync();
        await page.StatusBecomesAsync("complete");
        Assert.Equal(await page.WholeReplyTextAsync(), shown);
    }
}
