using System.Collections.Concurrent;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Replies with code, formulas, diagrams and footnotes.</summary>
[Collection<SharedStage>]
public sealed class RichTextJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const string Everything = """
        Inline $E = mc^2$ costs $5 or $10, and \(a^2\) too[^1].

        $$
        \frac{1}{2}
        $$

        ```python
        def greet(name): # says hello
            return "Hello"
        ```

        ```mermaid
        flowchart LR
          A[Start] --> B[End]
        ```

        A last paragraph with $x_1$.

        [^1]: The note about $b^2$.
        """;

    /// <summary>Notes what happens once the patience with a frame has passed, so that it can happen at once.</summary>
    private const string NotePatience = """
        () => {
          const { setTimeout } = window;
          window.patience = [];
          window.setTimeout = (work, delay, ...rest) => {
            if (delay === 15_000) {
              window.patience.push(work);
            }
            return setTimeout(work, delay, ...rest);
          };
        }
        """;

    /// <summary>Notes what ends the listening to messages of frames.</summary>
    private const string NoteListening = """
        () => {
          const { addEventListener } = window;
          window.listening = [];
          window.addEventListener = (type, listener, options) => {
            if (type === 'message') {
              window.listening.push(options?.signal);
            }
            return addEventListener.call(window, type, listener, options);
          };
        }
        """;

    [Fact]
    public async Task Reply_WithEverything_IsEnrichedOnceItIsCompleteAndAfterAReload()
    {
        var page = await SignedInAsync();
        Model.Enqueue(ModelScript.Reply(Everything) with { TokensPerSecond = 100 });

        await page.AskToTheEndAsync("Everything, please.");

        await IsEnrichedAsync(page);
        await page.ReloadAsync();
        await IsEnrichedAsync(page);
    }

    [Fact]
    public async Task Stream_ClosedBlocks_AreEnrichedBeforeTheReplyEndsAndStaySo()
    {
        var page = await SignedInAsync();
        var gate = new ModelGate();
        const string More = "\n\nA word after the other.";
        var script = ModelScript.Reply(Everything + string.Concat(Enumerable.Repeat(More, 40)));
        var closed = ModelScript.Reply(Everything + More).Tokens.Count; // The diagram is closed by then, and still in view.
        Model.Enqueue(script with { TokensPerSecond = 60, Gate = gate, GateAfter = closed });

        await page.AskAsync("Slowly, please.");
        await Expect(page.ReplyText.Locator(".diagram img")).ToBeVisibleAsync();
        await Expect(page.Reply).ToHaveAttributeAsync("data-status", "streaming");
        await page.Page.EvaluateAsync("() => { window.drawn = document.querySelector('.diagram img'); }");
        gate.Open();
        await page.StatusBecomesAsync("complete");

        await IsEnrichedAsync(page);
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.drawn.isConnected"));
    }

    [Fact]
    public async Task Continue_EnrichedReply_IsStillEnriched()
    {
        var page = await SignedInAsync();
        Model.Enqueue(ModelScript.Reply(Everything) with { FinishReason = "length" });
        await page.AskToTheEndAsync("The first part, please.");
        await IsEnrichedAsync(page);
        Model.Enqueue(ModelScript.Reply("\n\nAnd $z$ at the end."));

        await page.Reply.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.ReplyShowsAsync("at the end.");

        await IsEnrichedAsync(page);
        await Expect(page.ReplyText.Locator("tex-math[data-set]")).ToHaveCountAsync(6);
    }

    [Fact]
    public async Task Code_CopiedAndWrapped_StaysTheSourceAndIsRemembered()
    {
        var page = await SignedInAsync();
        Model.Enqueue(ModelScript.Reply("```js\nconst long = '" + new string('x', 300) + "';\n```\n"));
        await page.AskToTheEndAsync("A long line, please.");
        await Expect(page.ReplyText.Locator(".hljs-keyword")).ToHaveTextAsync("const");
        var wrap = page.ReplyText.GetByRole(AriaRole.Button, new() { Name = "Wrap" });
        var pre = page.ReplyText.Locator("pre");

        Assert.True(await pre.EvaluateAsync<bool>("e => e.scrollWidth > e.clientWidth"));
        await wrap.ClickAsync();
        Assert.False(await pre.EvaluateAsync<bool>("e => e.scrollWidth > e.clientWidth"));

        await page.ReloadAsync();
        await Expect(wrap).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.False(await pre.EvaluateAsync<bool>("e => e.scrollWidth > e.clientWidth"));
    }

    [Fact]
    public async Task Diagram_ThatCannotBeDrawn_KeepsItsSourceAndSaysSo()
    {
        var page = await SignedInAsync();
        Model.Enqueue(ModelScript.Reply("```mermaid\nflowchart LR\n  A[Start -->\n```\n\n$\\frac{a$ and `after`"));

        await page.AskToTheEndAsync("Something broken, please.");

        await Expect(page.ReplyText.GetByText("This diagram could not be drawn")).ToBeVisibleAsync();
        await Expect(page.ReplyText.Locator("pre")).ToContainTextAsync("A[Start -->");
        await Expect(page.ReplyText.Locator("tex-math")).ToHaveTextAsync("$\\frac{a$");
    }

    [Fact]
    public async Task Diagram_WhoseFrameDoesNotAnswer_IsDrawnWhenItIsAskedForAgain()
    {
        const string Frame = "**/diagrams/frame.html";
        var page = await SignedInAsync();
        await page.Page.RouteAsync(Frame, route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!DOCTYPE html><title>Silent</title>" }));
        await page.Page.EvaluateAsync(NotePatience);
        await page.Page.EvaluateAsync(NoteListening);
        Model.Enqueue(ModelScript.Reply("```mermaid\nflowchart LR\n  A --> B\n```\n"));
        await page.AskToTheEndAsync("A diagram, please.");

        await page.Page.WaitForFunctionAsync(
            "() => { window.patience.splice(0).forEach(pass => pass()); return document.querySelector('.diagram-problem'); }");
        await Expect(page.ReplyText.Locator("pre")).ToBeVisibleAsync();
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.listening.length === 1 && window.listening[0]?.aborted === true")); // Nobody listens to what is gone.
        await page.Page.UnrouteAsync(Frame);
        await page.ReplyText.GetByRole(AriaRole.Button, new() { Name = "Draw again" }).ClickAsync();

        await Expect(page.ReplyText.Locator(".diagram img")).ToBeVisibleAsync();
        await Expect(page.ReplyText.Locator(".diagram")).ToBeFocusedAsync(); // The button is gone.
        await Expect(page.ReplyText.Locator(".diagram-problem")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Diagram_Toggled_ShowsItsSourceAndBack()
    {
        var page = await SignedInAsync();
        Model.Enqueue(ModelScript.Reply("```mermaid\nflowchart LR\n  A --> B\n```\n"));
        await page.AskToTheEndAsync("A diagram, please.");
        var picture = page.ReplyText.Locator(".diagram img");
        await Expect(picture).ToBeVisibleAsync();

        await page.ReplyText.GetByRole(AriaRole.Button, new() { Name = "Source" }).ClickAsync();
        await Expect(picture).ToBeHiddenAsync();
        await Expect(page.ReplyText.Locator("pre")).ToBeVisibleAsync();
        await page.ReplyText.GetByRole(AriaRole.Button, new() { Name = "Diagram" }).ClickAsync();
        await Expect(picture).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Note_Followed_LeadsToItsTextAndBack()
    {
        var page = await SignedInAsync();
        Model.Enqueue(ModelScript.Reply("A claim[^1]." + string.Concat(Enumerable.Repeat("\n\nFiller.", 80)) + "\n\n[^1]: Its source."));
        await page.AskToTheEndAsync("A claim with its source, please.");
        var reference = page.ReplyText.GetByRole(AriaRole.Button, new() { Name = "Note 1", Exact = true });
        var back = page.ReplyText.GetByRole(AriaRole.Button, new() { Name = "Back from note 1" });

        await reference.ClickAsync();
        await Expect(back).ToBeFocusedAsync();
        await Expect(page.ReplyText.GetByText("Its source.")).ToBeInViewportAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(reference).ToBeFocusedAsync();
        await Expect(reference).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Note_FollowedBackAfterTheWindowChanged_DoesNotJumpToTheEnd()
    {
        var page = await SignedInAsync();
        Model.Enqueue(ModelScript.Reply("A claim[^1]." + string.Concat(Enumerable.Repeat("\n\nFiller.", 80)) + "\n\n[^1]: Its source."));
        await page.AskToTheEndAsync("A claim with its source, please.");
        var reference = page.ReplyText.GetByRole(AriaRole.Button, new() { Name = "Note 1", Exact = true });
        await reference.ClickAsync();
        await Expect(page.ReplyText.GetByRole(AriaRole.Button, new() { Name = "Back from note 1" })).ToBeFocusedAsync();

        // The end is in view and kept there, and what moves the text next looks like the window's doing.
        await page.Page.SetViewportSizeAsync(1270, 720);
        await FramesAsync(page, 4);
        await page.Page.Keyboard.PressAsync("Enter");
        await FramesAsync(page, 10);

        await Expect(reference).ToBeInViewportAsync();
    }

    [Fact]
    public async Task FirstVisit_WithoutSuchAReply_LoadsNoLibrary()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync();
        var asked = new ConcurrentQueue<string>(); // Told of while it is looked at.
        page.Page.Request += (_, request) => asked.Enqueue(new Uri(request.Url).AbsolutePath);

        await page.EnterAsync(account);
        await page.AskToTheEndAsync("Just words, please.");

        Assert.Contains(asked, path => path.StartsWith("/built/page.", StringComparison.Ordinal));
        Assert.DoesNotContain(asked, path => Array.Exists(["/lib/", "/js/rich/", "/diagrams/"], folder => path.StartsWith(folder, StringComparison.Ordinal)));
    }

    private static Task FramesAsync(JourneyPage page, int count) => page.Page.EvaluateAsync(
        "count => new Promise(done => { const next = () => count-- > 0 ? requestAnimationFrame(next) : done(); next(); })", count);

    private static async Task IsEnrichedAsync(JourneyPage page)
    {
        await Expect(page.ReplyText.Locator(".hljs-comment")).ToHaveTextAsync("# says hello");
        await Expect(page.ReplyText.Locator(".diagram img")).ToHaveCountAsync(1);
        await Expect(page.ReplyText.Locator("tex-math[data-set]")).Not.ToHaveCountAsync(4);
        await Expect(page.ReplyText.Locator("tex-math:not([data-set])")).ToHaveCountAsync(0);
        await Expect(page.ReplyText).ToContainTextAsync("costs $5 or $10");
        await Expect(page.ReplyText.Locator("code.language-python")).ToContainTextAsync("return \"Hello\"");
    }
}
