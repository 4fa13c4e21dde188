using System.Globalization;
using AgentWeb.E2E.Infrastructure.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>A server without any model: its own assistant answers.</summary>
public sealed class OfflineAssistantJourneys(OfflineAssistantJourneys.NoModel stage, BrowserFixture browser)
    : Journey(stage, browser), IClassFixture<OfflineAssistantJourneys.NoModel>
{
    [Fact]
    public async Task Starters_AllFour_AreAnsweredUsefully()
    {
        var page = await SignedInAsync();
        await Expect(page.Page.Locator(".starter")).ToHaveCountAsync(4);

        await StartAsync(page, "Work out a percentage");
        await page.ReplyShowsAsync("409.5");

        await StartAsync(page, "Count the days");
        var today = TimeProvider.System.GetLocalNow().Date;
        var days = (new DateTime(today.Year, 12, 31) - today).Days;
        await page.ReplyShowsAsync(days.ToString(CultureInfo.InvariantCulture));

        await StartAsync(page, "Summarise a text");
        await page.ReplyShowsAsync("queue");
        await Expect(page.ReplyText).Not.ToContainTextAsync("Lunch is at noon");

        await StartAsync(page, "Make a table");
        await Expect(page.ReplyText.Locator("tbody tr")).ToHaveCountAsync(10);
        await page.ReplyShowsAsync("1,000");
    }

    [Fact]
    public async Task Starters_InGerman_SendWhatTheySay()
    {
        var page = await SignedInAsync();
        await LanguageJourneys.ChooseAsync(page, "Deutsch", "de");
        await page.OpenChatAsync();
        var starter = page.Page.Locator(".starter").First;
        var said = await starter.Locator(".starter-prompt").InnerTextAsync();
        Assert.Equal("Was sind 17,5 % von 2.340?", said);

        await starter.ClickAsync();

        await Expect(page.Asked).ToHaveTextAsync([said]);
        await page.ReplyShowsAsync("409.5");
    }

    private static async Task StartAsync(JourneyPage page, string title)
    {
        await page.NewChatAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = title }).ClickAsync();
        await page.StatusBecomesAsync("complete");
    }

    /// <summary>No endpoint is configured, and none is looked for.</summary>
    public sealed class NoModel : Stage
    {
        protected override void Configure(Dictionary<string, string> settings)
        {
            settings.Remove("Models:Endpoints:0:Name");
            settings.Remove("Models:Endpoints:0:BaseUrl");
            settings.Remove("Models:Default");
            settings["Models:Offline:TokensPerSecond"] = "0";
        }
    }
}
