using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.Bench.Page;

/// <summary>Opening a conversation with an empty cache, up to its last message.</summary>
/// <param name="ShownAt">Milliseconds from the start of the navigation to the last message in view.</param>
/// <param name="Traffic">What was transferred until the page was quiet.</param>
internal sealed record Opening(double ShownAt, Traffic Traffic)
{
    private const string Watch = """
        window.shownAt = 0;
        const look = () => {
          const last = [...document.querySelectorAll('article')].at(-1);
          if (last && last.getBoundingClientRect().bottom <= innerHeight) {
            window.shownAt = performance.now();
          } else {
            requestAnimationFrame(look);
          }
        };
        look();
        """;

    /// <summary>Opens it.</summary>
    public static async Task<Opening> MakeAsync(IBrowser browser, Uri address, string path, string cookies)
    {
        await using var context = await browser.NewContextAsync(new() { StorageState = cookies });
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(Watch);
        var traffic = await Traffic.WatchAsync(page);
        await page.GotoAsync(new Uri(address, path).ToString());
        await Expect(page.Locator("[data-listening] #composer")).ToBeFocusedAsync();
        await page.WaitForFunctionAsync("() => window.shownAt > 0");
        return new Opening(await page.EvaluateAsync<double>("() => window.shownAt"), traffic);
    }
}
