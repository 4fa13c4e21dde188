using AgentWeb.E2E.Infrastructure.Browser;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Somebody who does not wait until a page is complete.</summary>
[Collection<SharedStage>]
public sealed class FirstVisitJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    [Theory]
    [InlineData("composer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))")]
    [InlineData("composer.form.requestSubmit()")]
    public async Task Send_BeforeTheServerListens_SendsOnceAndLoadsNothingAnew(string send)
    {
        var page = await NewBrowserAsync();
        await page.SignInAsync(await NewAccountAsync());
        // In the very change of the page that brings the composer: the server has not heard of it yet.
        await page.Page.AddInitScriptAsync($$"""
            window.loads = Number(sessionStorage.loads ?? 0) + 1;
            sessionStorage.loads = window.loads;
            new MutationObserver((_, observer) => {
              const composer = document.querySelector('#composer');
              if (composer) {
                observer.disconnect();
                composer.value = 'As soon as possible';
                window.listened = composer.form.hasAttribute('data-has-text');
                {{send}};
              }
            }).observe(document, { childList: true, subtree: true });
            """);

        await page.OpenChatAsync();

        await Expect(page.Asked).ToHaveTextAsync(["As soon as possible"]);
        await page.StatusBecomesAsync("complete");
        Assert.False(await page.Page.EvaluateAsync<bool>("() => window.listened"));
        Assert.Equal(1, await page.Page.EvaluateAsync<int>("() => window.loads"));
        await Expect(page.Composer).ToHaveValueAsync("");
        await Expect(page.Asked).ToHaveCountAsync(1);
    }
}
