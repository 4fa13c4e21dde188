using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;

namespace AgentWeb.Bench.Latency;

/// <summary>A page in which one asks and reads the answer, measured the same way whatever page it is.</summary>
/// <param name="page">The tab.</param>
/// <param name="replies">Selects the texts of the answers.</param>
/// <param name="complete">Selects those that the page says are complete.</param>
/// <param name="clock">Tells the time.</param>
internal abstract class MeasuredChat(IPage page, string replies, string complete, Uri clock)
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
    public async Task<PageRecord> AskAsync(ModelScript script, bool watchText, bool watchNumbers = false)
    {
        Script(script);
        var replyCount = await Page.Locator(replies).CountAsync();
        await Page.EvaluateAsync(PageProbe.Start, new { replies, complete, replyCount, watchText, watchNumbers });
        await Page.Locator("#composer").FillAsync("Please answer.");
        await Page.Keyboard.PressAsync("Enter");
        return await PageProbe.EndAsync(Page);
    }

    /// <summary>How far the page's clock is from ours.</summary>
    public Task<ClockOffset> AlignClockAsync() => ClockOffset.MeasureAsync(Page, clock);
}
