using Microsoft.Playwright;

namespace AgentWeb.Bench.Latency;

/// <summary>
/// What to add to a time of a page's <c>performance.now()</c> to get one of <see cref="System.Diagnostics.Stopwatch"/>, in milliseconds.
/// </summary>
/// <remarks>
/// Both are the monotonic clock of the machine; a page counts from the start of its navigation, which the browser tells by that
/// clock. An exchange with the page checks it: what it finds must agree within what an exchange can say.
/// </remarks>
/// <param name="Milliseconds">The difference.</param>
/// <param name="Error">How closely the exchange confirms it: half of its fastest round trip.</param>
internal sealed record ClockOffset(double Milliseconds, double Error)
{
    /// <summary>Finds the difference for the page that is open.</summary>
    /// <exception cref="InvalidOperationException">Clock and exchange disagree.</exception>
    public static async Task<ClockOffset> MeasureAsync(IPage page, Uri clock)
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("Performance.enable");
        var start = await devTools.MetricAsync("NavigationStart") * 1000;
        await devTools.DetachAsync();
        var (exchanged, error) = await ExchangeAsync(page, clock);
        return Math.Abs(exchanged - start) <= error + 0.2
            ? new ClockOffset(start, error)
            : throw new InvalidOperationException($"The page's clock is {start:0.00} ms off, but an exchange says {exchanged:0.00} ± {error:0.00}.");
    }

    private static async Task<(double Offset, double Error)> ExchangeAsync(IPage page, Uri clock)
    {
        var best = await page.EvaluateAsync<double[]>(
            """
            async address => {
              let best = [0, Infinity];
              for (let i = 0; i < 60; i++) {
                const asked = performance.now();
                const told = Number(await (await fetch(address, { cache: 'no-store' })).text());
                const answered = performance.now();
                if (answered - asked < best[1]) best = [told - (asked + answered) / 2, answered - asked];
              }
              return best;
            }
            """,
            clock.ToString());
        return (best[0], best[1] / 2);
    }
}
