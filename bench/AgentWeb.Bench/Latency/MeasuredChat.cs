using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.Bench.Latency;

/// <summary>A page in which one asks and reads the answer, measured the same way whatever page it is.</summary>
internal abstract class MeasuredChat(IPage page, string replies, Uri clock)
{
    /// <summary>The tab.</summary>
    public IPage Page { get; } = page;

    /// <summary>The request of the last question, as the model server saw it.</summary>
    public abstract RecordedRequest Request { get; }

    /// <summary>Decides how the next question is answered.</summary>
    public abstract void Script(ModelScript script);

    /// <summary>Clears the page for a new conversation.</summary>
    public abstract Task NewConversationAsync();

    /// <summary>Asks, and waits until the page says that the answer is complete.</summary>
    public async Task<PageRecord> AskAsync(ModelScript script, bool watchText)
    {
        Script(script);
        var replyCount = await Page.Locator(replies).CountAsync();
        await Page.EvaluateAsync(PageProbe.Start, new { replies, replyCount, watchText });
        await Page.Locator("#composer").FillAsync("Please answer.");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.Locator(replies)).ToHaveCountAsync(replyCount + 1);
        await CompleteAsync();
        return await PageProbe.StopAsync(Page);
    }

    /// <summary>How far the page's clock is from ours.</summary>
    public Task<ClockOffset> AlignClockAsync() => ClockOffset.MeasureAsync(Page, clock);

    /// <summary>Waits until the page says that the newest answer is complete.</summary>
    protected abstract Task CompleteAsync();
}
