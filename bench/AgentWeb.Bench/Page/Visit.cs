using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.Bench.Page;

/// <summary>A first visit with an empty cache, up to a message that was really sent.</summary>
/// <param name="UsableAt">Milliseconds from the start of the navigation to the Enter that sent.</param>
/// <param name="ShownAt">Milliseconds to the message in the transcript.</param>
/// <param name="Traffic">What was transferred until then.</param>
internal sealed record Visit(double UsableAt, double ShownAt, Traffic Traffic)
{
    /// <summary>
    /// Presses Enter as soon as there is a composer, and again until somebody listens: a handler that sends prevents what a browser would do
    /// with the key.
    /// </summary>
    private const string EagerPerson = """
        window.visit = { usableAt: 0, shownAt: 0 };
        const press = () => {
          const composer = document.querySelector('#composer');
          if (composer) {
            composer.value ||= 'Hello as soon as possible';
            if (!composer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))) {
              window.visit.usableAt = performance.now();
              return;
            }
          }
          setTimeout(press, 1);
        };
        press();
        const look = () => {
          if (document.querySelector('article[data-role=user]')) {
            window.visit.shownAt = performance.now();
          } else {
            setTimeout(look, 1);
          }
        };
        look();
        """;

    /// <summary>Visits.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="address">The server.</param>
    /// <param name="cookies">The sign-in, and nothing else that a browser keeps.</param>
    public static async Task<Visit> MakeAsync(IBrowser browser, Uri address, string cookies)
    {
        await using var context = await browser.NewContextAsync(new() { StorageState = cookies });
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(EagerPerson);
        var traffic = await Traffic.WatchAsync(page);
        await page.GotoAsync(address.ToString());
        await Expect(page.Locator("article[data-role=user]")).ToHaveCountAsync(1);
        var usable = await page.EvaluateAsync<double>("() => window.visit.usableAt");
        var shown = await page.EvaluateAsync<double>("() => window.visit.shownAt");
        return new Visit(usable, shown, traffic);
    }
}
