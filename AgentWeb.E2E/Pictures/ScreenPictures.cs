using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;
using AgentWeb.E2E.Journeys;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Pictures;

/// <summary>
/// Walks through the screens and keeps a picture of each in <c>artifacts/pictures</c>: they are what <c>docs/</c> and the README show, and
/// what a person looks at after a change. On the way it checks that each screen is there and that none scrolls sideways.
/// </summary>
public sealed class ScreenPictures(ScreenPictures.Shown stage, BrowserFixture browser) : Journey(stage, browser), IClassFixture<ScreenPictures.Shown>
{
    private const string Rich = """
        A fair queue serves its users in turn. With *n* users waiting, each waits at most

        $$
        w = \frac{n \cdot \bar d}{s}
        $$

        where $\bar d$ is how long a reply takes and $s$ the number of slots.

        | users | slots | wait |
        |---:|---:|---:|
        | 3 | 1 | 60 s |
        | 8 | 2 | 80 s |

        ```csharp
        /// <summary>The next in line.</summary>
        public Job? Next() => waiting.OrderBy(job => job.LastServed).FirstOrDefault();
        ```

        - [x] nobody is passed over
        - [ ] nobody waits for ever
        """;

    private static readonly string TwoSlots = "Two slots halve it:\n\n1. the first two in line start at once,\n2. the third takes the slot that is free first,\n3. and so on, "
        + string.Concat(Enumerable.Repeat("one after the other, ", 400));

    public static TheoryData<string, ColorScheme, int> Looks => new()
    {
        { "light", ColorScheme.Light, 1280 },
        { "dark", ColorScheme.Dark, 1280 },
        { "phone", ColorScheme.Light, 360 },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Screens_AreThere_AndArePictured(string look, ColorScheme scheme, int width)
    {
        using var ada = await ApiUser.RegisterAsync(Server, new TestAccount($"ada.{look}@example.org", TestAccount.Unique().Password));
        var page = await NewBrowserAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = width < 500 ? 740 : 800 } });
        await page.EnterAsync(ada.Account);
        await KeepAsync(page, look, "start");

        foreach (var (question, answer) in new[] { ("When do roses bloom?", "From June to September."), ("Plan the team meeting", "1. Welcome\n2. Numbers\n3. Next steps") })
        {
            Model.Enqueue(ModelScript.Reply(answer));
            await page.AskToTheEndAsync(question);
            await page.Page.GotoAsync(new Uri(Server.Address, "/").ToString());
            await page.UsableAsync();
        }

        Model.Enqueue(ModelScript.Reply(Rich));
        await page.AskToTheEndAsync("How long does one wait in a fair queue?");
        await Expect(page.ReplyText.Locator("tex-math:not([data-set])")).ToHaveCountAsync(0);
        await Expect(page.ReplyText.Locator(".hljs-keyword").First).ToBeAttachedAsync();
        await page.Page.EvaluateAsync("() => document.querySelector('article[data-role=assistant]').scrollIntoView()");
        await KeepAsync(page, look, "reply");

        Model.Enqueue(ModelScript.Reply(TwoSlots) with { TokensPerSecond = 30 });
        await page.AskAsync("And with two slots?");
        await page.ReplyShowsAsync("and so on, one");
        await page.AskAsync("Then tell me about leases.");
        await Expect(page.Reply.GetByText("Goes out after the reply above")).ToBeVisibleAsync();
        await KeepAsync(page, look, "queued");
        await page.StopButton.ClickAsync();
        await page.StatusBecomesAsync("complete");

        Model.Enqueue(ModelScript.Failure(401));
        await page.AskAsync("Thank you. One thing more.");
        await page.StatusBecomesAsync("error");
        await KeepAsync(page, look, "error");

        await page.OpenAsync("/settings");
        await Expect(page.Page.GetByText("Saved prompts", new() { Exact = true })).ToBeVisibleAsync();
        await KeepAsync(page, look, "settings");
    }

    private static async Task KeepAsync(JourneyPage page, string look, string screen)
    {
        Assert.False(await page.ScrollsSidewaysAsync(), $"{screen} scrolls sideways");
        var path = Path.Combine(SolutionFolder.Artifacts("pictures"), $"{screen}-{look}.png");
        await page.Page.ScreenshotAsync(new() { Path = path, Animations = ScreenshotAnimations.Disabled });
        Assert.True(new FileInfo(path).Length > 5_000, $"{path} shows nothing");
    }

    /// <summary>A server of its own: answers are queued at its model server.</summary>
    public sealed class Shown : Stage;
}
