using System.Globalization;
using AgentWeb.Core.Models;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Conversations of all ages, and very many of them.</summary>
[Collection<SharedStage>]
public sealed class HistoryJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const int Many = 20_000;
    private const int Steps = 40;

    /// <summary>Groups of up to 150 are on the page as a whole, longer ones as far as they are in view; there are five.</summary>
    private const int MostRows = 600;

    /// <summary>What the browser tells the server in a step: a click, what came into view, and that it has shown what it got.</summary>
    private const int MostMessages = 40;

    private const string ToTheEnd = """
        () => {
          const list = document.querySelector('.sidebar-list');
          window.heightBefore = list.scrollHeight;
          list.scrollTop = list.scrollHeight;
        }
        """;

    private const string HasGrown = "() => document.querySelector('.sidebar-list').scrollHeight > window.heightBefore";

    [Fact]
    public async Task Ages_OfConversationsAndMessages_AreNamedAsTheReadersDays()
    {
        var now = TimeProvider.System.GetUtcNow();
        var account = await NewAccountAsync();
        using var api = await ApiUser.SignInAsync(Server, account);
        await api.ImportAsync("From last month", [now.AddDays(-30)]);
        await api.ImportAsync("From this week", [now.AddDays(-3)]);
        await api.ImportAsync("From yesterday", [now.AddDays(-1)]);
        await api.ImportAsync("Over many days", [now.AddDays(-30), now.AddDays(-3), now.AddDays(-1), now.AddMinutes(-1)]);
        await api.ImportAsync("Kept at hand", [now.AddDays(-90)], pinned: true);
        var page = await NewBrowserAsync(new() { TimezoneId = NoonZone(now) });
        await page.EnterAsync(account);

        await Expect(page.Page.Locator("h2.sidebar-group")).ToHaveTextAsync(["Pinned", "Today", "Yesterday", "Previous 7 days", "Older"]);
        await Expect(page.Page.Locator("li[data-session-id] .sidebar-title"))
            .ToHaveTextAsync(["Kept at hand", "Over many days", "From yesterday", "From this week", "From last month"]);

        await page.Conversations.Filter(new() { HasText = "Over many days" }).GetByRole(AriaRole.Link).ClickAsync();
        var local = now.ToOffset(TimeSpan.FromHours(NoonOffset(now)));
        var english = CultureInfo.GetCultureInfo("en");
        await Expect(page.Page.Locator(".day")).ToHaveTextAsync(
            [local.AddDays(-30).ToString("d MMMM yyyy", english), local.AddDays(-3).ToString("dddd", english), "Yesterday", "Today"]);
    }

    [Fact]
    public async Task Search_NarrowedByTimeModelAndFolder_FindsWhatIsMeantAndTellsWhenThereIsNothing()
    {
        var now = TimeProvider.System.GetUtcNow();
        var account = await NewAccountAsync();
        using var api = await ApiUser.SignInAsync(Server, account);
        await api.ImportAsync("Walruses of old", [now.AddDays(-60)]);
        await api.ImportAsync("Walruses of today", [now.AddHours(-1)], OfflineAssistant.Key);
        var page = await NewBrowserAsync();
        await page.EnterAsync(account);
        await IntoFolderAsync(page, "Walruses of today", "Sea");
        var hits = page.Page.Locator("[data-search-result] .result-head .sidebar-title");
        var filters = page.Page.Locator(".search-filters");

        await page.Page.GetByLabel("Search conversations").FillAsync("walrus");
        await Expect(hits).ToHaveTextAsync(["Walruses of today", "Walruses of old"]);
        await filters.GetByLabel("Time").SelectOptionAsync("7 days");
        await Expect(hits).ToHaveTextAsync(["Walruses of today"]);
        await filters.GetByLabel("Time").SelectOptionAsync("Any time");
        await Expect(hits).ToHaveCountAsync(2);
        await filters.GetByLabel("Model").SelectOptionAsync("fake/fake");
        await Expect(hits).ToHaveTextAsync(["Walruses of old"]);
        await filters.GetByLabel("Model").SelectOptionAsync("Any model");
        await filters.GetByLabel("Folder").SelectOptionAsync("Sea");
        await Expect(hits).ToHaveTextAsync(["Walruses of today"]);

        await filters.GetByLabel("Model").SelectOptionAsync("fake/fake");
        await Expect(page.Page.GetByText("Try it with fewer filters.")).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Clear filters" }).ClickAsync();
        await Expect(hits).ToHaveCountAsync(2);
        await Expect(filters.GetByLabel("Folder")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Sidebar_WithTwentyThousandConversations_HoldsFewRowsHoweverFarItIsScrolled()
    {
        var account = await NewAccountAsync();
        await StoredConversations.SeedAsync(Server, account, Many, TimeSpan.FromMinutes(20), pinned: 300);
        var page = await NewBrowserAsync();
        var sent = 0;
        page.Page.WebSocket += (_, socket) => socket.FrameSent += (_, _) => Interlocked.Increment(ref sent);
        await page.EnterAsync(account);
        await Expect(page.Conversations.First).ToContainTextAsync($"Number {Many - 300}");
        var (rows, messages) = (new List<int>(), new List<int>());

        for (var step = 0; step < Steps; step++)
        {
            var before = Volatile.Read(ref sent);
            await page.Page.EvaluateAsync(ToTheEnd);
            await page.Page.WaitForFunctionAsync(HasGrown);
            rows.Add(await page.Conversations.CountAsync());
            messages.Add(Volatile.Read(ref sent) - before);
        }

        Assert.True(rows.Max() <= MostRows, $"{rows.Max()} rows are on the page.");
        Assert.True(messages.Average() <= MostMessages, $"A step took {messages.Average():0.0} messages of the browser.");
        await page.Page.EvaluateAsync("() => { document.querySelector('.sidebar-list').scrollTop = 0; }");
        await Expect(page.Conversations.First).ToContainTextAsync($"Number {Many - 300}");
    }

    /// <summary>Hours east of UTC of a place where it is noon: no journey is so long that a day begins there meanwhile.</summary>
    private static int NoonOffset(DateTimeOffset now) => 12 - now.Hour;

    /// <summary>The time zone of that place. (The names have their signs the other way round.)</summary>
    private static string NoonZone(DateTimeOffset now) => NoonOffset(now) switch
    {
        0 => "UTC",
        > 0 and var east => $"Etc/GMT-{east}",
        var west => $"Etc/GMT+{-west}",
    };

    private static async Task IntoFolderAsync(JourneyPage page, string title, string folder)
    {
        var row = page.Conversations.Filter(new() { HasText = title });
        await row.HoverAsync();
        await row.Locator("summary").ClickAsync();
        await Button(row, "Folder and tags").ClickAsync();
        await page.Page.GetByLabel("Folder", new() { Exact = true }).SelectOptionAsync("New folder…");
        await page.Page.GetByLabel("Name of the new folder").FillAsync(folder);
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator(".organise")).ToHaveCountAsync(0);
    }
}
