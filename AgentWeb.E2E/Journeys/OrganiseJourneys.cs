using AgentWeb.E2E.Infrastructure.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Folders, tags, and doing something with several conversations at once.</summary>
[Collection<SharedStage>]
public sealed class OrganiseJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    [Fact]
    public async Task Folder_MadeFromTheMenu_HoldsTheConversationAndCanBeDeleted()
    {
        var page = await WithConversationsAsync("For the folder", "Not for it");

        await ChooseAsync(page, "For the folder", "Folder and tags");
        await Expect(page.Page.GetByLabel("Folder", new() { Exact = true })).ToBeFocusedAsync();
        await page.Page.GetByLabel("Folder", new() { Exact = true }).SelectOptionAsync("New folder…");
        await page.Page.GetByLabel("Name of the new folder").FillAsync("Projects");
        await page.Page.GetByLabel("Tags", new() { Exact = true }).FillAsync("work, ideas");
        await page.Page.Keyboard.PressAsync("Enter");

        await page.Page.GetByText("Folders and tags").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Projects" }).ClickAsync();
        await Expect(Rows(page)).ToHaveTextAsync(["For the folder"]);

        await page.Page.GetByLabel("Actions for the folder Projects").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Delete, keep conversations" }).ClickAsync();
        await Expect(Rows(page)).ToHaveTextAsync(["Not for it", "For the folder"]);
        await page.Page.GetByText("Folders and tags").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "#ideas" }).ClickAsync();
        await Expect(Rows(page)).ToHaveTextAsync(["For the folder"]);
    }

    [Fact]
    public async Task Select_RangeByShiftClick_DeletesAllAndBringsThemBack()
    {
        var page = await WithConversationsAsync("one", "two", "three", "four");

        await Row(page, "four").GetByRole(AriaRole.Link).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        await Expect(page.Page.GetByText("1 selected")).ToBeVisibleAsync();
        await Row(page, "two").GetByRole(AriaRole.Checkbox).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.Page.GetByText("3 selected")).ToBeVisibleAsync();
        await Bar(page, "Delete").ClickAsync();

        await Expect(Rows(page)).ToHaveTextAsync(["one"]);
        await Expect(page.Page.GetByText("3 conversations were deleted.")).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(Rows(page)).ToHaveTextAsync(["four", "three", "two", "one"]);
    }

    [Fact]
    public async Task Select_ByKeyboard_PinsTagsAndArchives()
    {
        var page = await WithConversationsAsync("one", "two", "three");

        await ChooseAsync(page, "one", "Select");
        await Row(page, "two").GetByRole(AriaRole.Checkbox).PressAsync("Space");
        await Bar(page, "Pin").PressAsync("Enter");
        await Expect(Rows(page)).ToHaveTextAsync(["two", "one", "three"]);

        await ChooseAsync(page, "one", "Select");
        await Row(page, "three").GetByRole(AriaRole.Checkbox).PressAsync("Space");
        await Bar(page, "Folder and tags").PressAsync("Enter");
        await page.Page.GetByLabel("Add tags").FillAsync("both");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.GetByText("Folders and tags").ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "#both" }).ClickAsync();
        await Expect(Rows(page)).ToHaveTextAsync(["one", "three"]);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "#both" }).ClickAsync();

        await ChooseAsync(page, "two", "Select");
        await Row(page, "two").GetByRole(AriaRole.Checkbox).PressAsync("Escape");
        await Expect(Bar(page, "Archive")).ToHaveCountAsync(0);
        await ChooseAsync(page, "two", "Select");
        await Bar(page, "Archive").ClickAsync();
        await Expect(Rows(page)).ToHaveTextAsync(["one", "three"]);
    }

    private async Task<JourneyPage> WithConversationsAsync(params string[] titles)
    {
        var page = await SignedInAsync();
        foreach (var title in titles)
        {
            await page.NewChatAsync();
            await page.AskToTheEndAsync(title);
        }

        await Expect(Rows(page)).ToHaveCountAsync(titles.Length);
        return page;
    }

    private static ILocator Rows(JourneyPage page) => page.Page.Locator("li[data-session-id] .sidebar-title");

    private static ILocator Row(JourneyPage page, string title) => page.Page.Locator("li[data-session-id]").Filter(new() { HasText = title });

    private static ILocator Bar(JourneyPage page, string action) =>
        page.Page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = action, Exact = true });

    private static async Task ChooseAsync(JourneyPage page, string title, string action)
    {
        await Row(page, title).HoverAsync();
        await Row(page, title).Locator("summary").ClickAsync();
        await Row(page, title).GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
    }
}
