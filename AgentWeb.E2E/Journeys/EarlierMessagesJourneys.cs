using AgentWeb.E2E.Infrastructure.Browser;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Conversations that are longer than what is loaded of them.</summary>
[Collection<SharedStage>]
public sealed class EarlierMessagesJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const int Questions = 30;

    [Fact]
    public async Task ScrollUp_LongConversation_LoadsWhatIsEarlierAndKeepsWhatIsRead()
    {
        var page = await SignedInAsync();
        for (var i = 1; i <= Questions; i++)
        {
            await page.AskToTheEndAsync($"Question number {i}.");
        }

        await page.ReloadAsync();
        await Expect(page.Asked.Last).ToBeInViewportAsync();
        var loaded = await page.Asked.CountAsync();
        Assert.True(loaded < Questions, $"{loaded} of {Questions} questions were loaded at once");

        // At the very top, where browsers anchor nothing by themselves.
        var first = page.Page.GetByText($"Question number {Questions - loaded + 1}.", new() { Exact = true }).Last;
        await page.Page.EvaluateAsync(TopWatch);
        await Expect(page.Asked).ToHaveCountAsync(Questions);
        await Expect(page.Page.Locator(".load-older")).ToHaveCountAsync(0);

        await Expect(first).ToBeInViewportAsync();
        var moved = await page.Page.EvaluateAsync<double>("() => window.watched.getBoundingClientRect().top - window.watchedTop");
        Assert.InRange(moved, -2, 2);
    }

    private const string TopWatch = """
        () => {
          const scroller = document.querySelector('.chat-scroll');
          scroller.scrollTop = 0;
          window.watched = document.querySelector('article');
          window.watchedTop = window.watched.getBoundingClientRect().top;
        }
        """;
}
