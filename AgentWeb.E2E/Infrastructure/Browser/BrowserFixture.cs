using Microsoft.Playwright;

namespace AgentWeb.E2E.Infrastructure.Browser;

/// <summary>One real browser for all journeys; each of them gets a context of its own, which shares nothing with the others.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _clipboard = new(1, 1);
    private Task<IBrowser>? _browser;
    private IPlaywright? _playwright;

    /// <summary>The browser; the first call starts it.</summary>
    public Task<IBrowser> StartedAsync()
    {
        lock (_gate)
        {
            return _browser ??= LaunchAsync();
        }
    }

    /// <summary>
    /// A browser has one clipboard, whatever context copies: who copies and then looks at it has it alone until what this gives is disposed.
    /// </summary>
    public async Task<IDisposable> TakeClipboardAsync()
    {
        await _clipboard.WaitAsync();
        return new TakenClipboard(_clipboard);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await (await _browser).DisposeAsync();
        }

        _playwright?.Dispose();
        _clipboard.Dispose();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        var executable = BrowserPath.Find();
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
    }

    private sealed class TakenClipboard(SemaphoreSlim place) : IDisposable
    {
        public void Dispose() => place.Release();
    }
}
