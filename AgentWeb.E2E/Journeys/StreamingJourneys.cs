using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Watching an answer come.</summary>
[Collection<SharedStage>]
public sealed class StreamingJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    /// <summary>No marks within a line: then the letters that are shown can only become more.</summary>
    private const string Report = """
        # Report

        The first paragraph stands above a list, and it is long enough to come in many pieces.

        - apples
        - pears
        - plums

        ## Figures

        | fruit | count |
        |---|---:|
        | apple | 3 |
        | pear | 4 |

        The last paragraph ends the report.
        """;

    [Fact]
    public async Task Stream_Markdown_IsShownRenderedWhileItComes()
    {
        var page = await SignedInAsync();
        var gate = new ModelGate();
        var script = ModelScript.Reply(Report);
        Model.Enqueue(script with { TokensPerSecond = 40, Gate = gate, GateAfter = script.Tokens.Count - 5 });

        await page.AskAsync("Write the report about fruit.");

        await Expect(page.ReplyText.GetByRole(AriaRole.Heading).First).ToHaveTextAsync("Report");
        await Expect(page.ReplyText.Locator("li").First).ToContainTextAsync("apples");
        await Expect(page.Reply).ToHaveAttributeAsync("data-status", "streaming");
        gate.Open();
        await page.StatusBecomesAsync("complete");
        await Expect(page.ReplyText.Locator("li")).ToHaveTextAsync(["apples", "pears", "plums"]);
        await Expect(page.ReplyText.Locator("tbody tr")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Stream_ShownText_OnlyGrowsAndIsWhatTheModelSent()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        await page.EnterAsync(account);
        var gates = Enumerable.Range(3, 10).ToDictionary(i => 2 * i, _ => new ModelGate()); // Behind every other word of the first paragraph.
        Model.Enqueue(ModelScript.Reply(Report) with { TokensPerSecond = 60, Gates = gates });

        await page.Page.EvaluateAsync(TextWatch);
        await page.AskAsync("Write the report once more.");
        foreach (var (shown, gate) in gates.Values.Index())
        {
            await page.Page.WaitForFunctionAsync("shown => window.textWatch.changes > shown", shown); // What there is, before more comes.
            gate.Open();
        }

        await page.StatusBecomesAsync("complete");
        await page.ConversationOpensAsync();

        Assert.Empty(await page.Page.EvaluateAsync<string[]>("() => window.textWatch.shrunk"));
        Assert.True(await page.Page.EvaluateAsync<int>("() => window.textWatch.changes") > 10);
        var streamed = await page.WholeReplyTextAsync();
        using var api = await ApiUser.SignInAsync(Server, account);
        Assert.Equal(Report, (string?)(await api.HistoryAsync(page.SessionId))[^1]["content"]);
        await page.ReloadAsync();
        await Expect(page.ReplyText).ToContainTextAsync("The last paragraph ends the report.");
        Assert.Equal(streamed, await page.WholeReplyTextAsync());
    }

    [Fact]
    public async Task Stream_AllKindsOfMarkdown_EndsAsTheSamePageThatAReloadShows()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Everything, please. [[tokens=900 tps=300 kind=mixed]]");
        var streamed = await WholeTextAsync(page);

        await page.ReloadAsync();
        await page.StatusBecomesAsync("complete");

        Assert.Equal(streamed, await WholeTextAsync(page));
    }

    /// <summary>The text as it is laid out, also of blocks that the browser has not laid out yet because they are far from the view.</summary>
    private static Task<string> WholeTextAsync(JourneyPage page) => page.ReplyText.EvaluateAsync<string>(
        "reply => { for (const part of reply.querySelectorAll('*')) { part.style.contentVisibility = 'visible'; } return reply.innerText; }");

    /// <summary>Looks at the letters of the newest reply after every change: each time they must begin with those of the time before.</summary>
    private const string TextWatch = """
        () => {
          const watch = window.textWatch = { shrunk: [], changes: 0 };
          let before = '';
          new MutationObserver(() => {
            const replies = document.querySelectorAll('article[data-role=assistant] .reply-text');
            const now = (replies[replies.length - 1]?.textContent ?? '').replace(/\P{L}/gu, '');
            if (!now.startsWith(before)) watch.shrunk.push(`${before} -> ${now}`);
            if (now !== before) watch.changes++;
            before = now;
          }).observe(document.body, { childList: true, characterData: true, subtree: true });
        }
        """;
}
