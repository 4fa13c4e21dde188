using System.IO.Compression;
using AgentWeb.Core;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.E2E.Faults;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Making the product one's own: look, prompts, shortcuts, and being told of replies.</summary>
[Collection<SharedStage>]
public sealed class SettingsJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const string Background = "() => getComputedStyle(document.documentElement).backgroundColor";

    [Fact]
    public async Task Theme_Dark_IsSeenAtOnceAndInOtherBrowsersFromTheFirstByte()
    {
        var account = await NewAccountAsync();
        var page = await NewBrowserAsync(new() { ColorScheme = ColorScheme.Light });
        await page.EnterAsync(account);
        var light = await page.Page.EvaluateAsync<string>(Background);
        await page.OpenAsync("/settings");

        await page.Page.GetByRole(AriaRole.Radio, new() { Name = "Dark" }).CheckAsync();
        await page.Page.GetByRole(AriaRole.Radio, new() { Name = "Compact" }).CheckAsync();
        await Expect(page.Page.Locator("html[data-theme=dark][data-density=compact]")).ToHaveCountAsync(1);
        Assert.NotEqual(light, await page.Page.EvaluateAsync<string>(Background));

        var other = await NewBrowserAsync(new() { ColorScheme = ColorScheme.Light });
        await other.EnterAsync(account);
        var html = await (await other.OpenAsync("/"))!.TextAsync();
        Assert.Contains("data-theme=\"dark\"", html, StringComparison.Ordinal);
        Assert.Contains("data-density=\"compact\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelOfNewConversations_Chosen_IsTheirsAlsoAfterAnotherConversation()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Which model are you?");
        var chat = page.Page.Url;
        var models = page.Page.Locator("select#model");
        var used = await models.InputValueAsync();
        await page.OpenAsync("/settings");
        var wanted = page.Page.GetByLabel("Model of new conversations");
        await Expect(wanted).ToBeVisibleAsync();
        var other = await wanted.Locator("option").EvaluateAllAsync<string>($"options => options.map(option => option.value).find(value => value && value !== '{used}')");
        await wanted.SelectOptionAsync(other);
        await page.Page.WaitForFunctionAsync("async model => (await (await fetch('/api/v1/settings')).json()).default_model === model", other);
        await page.OpenAsync("/settings");
        await Expect(wanted).ToHaveValueAsync(other);
        await page.Page.GotoAsync(chat);
        await page.UsableAsync();
        await Expect(models).ToHaveValueAsync(used);

        await page.NewChatAsync();

        await Expect(models).ToHaveValueAsync(other);
    }

    [Fact]
    public async Task ModelOfNewConversations_Chosen_AnswersTheNextChat()
    {
        var page = await SignedInAsync();
        await page.OpenAsync("/settings");
        var wanted = page.Page.GetByLabel("Model of new conversations");
        await Expect(wanted).ToHaveValueAsync("");
        await wanted.SelectOptionAsync(OfflineAssistant.Key);
        await page.Page.WaitForFunctionAsync($"async () => (await (await fetch('/api/v1/settings')).json()).default_model === '{OfflineAssistant.Key}'");

        await page.Page.Locator("[data-new-chat]").ClickAsync();
        await page.UsableAsync();
        await page.AskToTheEndAsync("What is 17.5% of 2,340?");

        await page.ReplyShowsAsync("409.5");
        Assert.True(PublicId.TryParse(PublicId.Session, page.SessionId, out var id));
        await using var db = new DatabaseFile(Server.DataDirectory).Open();
        Assert.Equal(
            OfflineAssistant.Key,
            await db.Messages.Where(m => m.ConversationId == id && m.Role == MessageRole.Assistant).Select(m => m.ModelKey).SingleAsync());
    }

    [Fact]
    public async Task MyData_Downloaded_IsAFileWithTheConversations()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Take this along.");
        var session = page.SessionId;
        await page.OpenAsync("/settings");

        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Link, new() { Name = "Download my data" }).ClickAsync());

        Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);
        await using var zip = new ZipArchive(File.OpenRead(await download.PathAsync()));
        var conversation = Assert.Single(zip.Entries, entry => entry.FullName.StartsWith("conversations/", StringComparison.Ordinal));
        Assert.Equal($"conversations/{session}.json", conversation.FullName);
        using var text = new StreamReader(await conversation.OpenAsync());
        Assert.Contains("Take this along.", await text.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_SavedAndChosenBySlash_IsInTheField()
    {
        var page = await SignedInAsync();
        await page.OpenAsync("/settings");
        foreach (var (name, text) in new (string, string)[] { ("translate", "Translate into German: "), ("tidy", "Tidy this text up: "), ("shorten", "Shorten: ") })
        {
            await page.Page.GetByLabel("Name").FillAsync(name);
            await page.Page.GetByLabel("Text").FillAsync(text);
            await Button(page.Page.Locator(".prompt-form"), "Save prompt").ClickAsync();
            await Expect(page.Page.Locator(".prompts")).ToContainTextAsync("/" + name);
        }

        await page.Page.GetByLabel("Delete /shorten").ClickAsync();
        await Expect(page.Page.Locator(".prompts li")).ToHaveCountAsync(2);
        await page.OpenChatAsync();
        await page.Composer.PressSequentiallyAsync("/t");
        await Expect(page.Page.Locator("[data-prompts] li")).ToHaveCountAsync(2);
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("Enter");

        await Expect(page.Composer).ToHaveValueAsync("Translate into German: ");
        await Expect(page.Asked).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Shortcuts_Keys_DoWhatTheListSays()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("First.");
        await page.NewChatAsync();
        await page.AskToTheEndAsync("Second.");
        // The list follows a moment after the reply.
        await Expect(page.Page.Locator(".sidebar-list a[href^='/c/']")).ToHaveCountAsync(2);
        await page.ConversationOpensAsync();

        await page.Page.Keyboard.PressAsync("Control+/");
        await Expect(page.Page.Locator("#shortcuts")).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page.Page.Locator("#shortcuts")).ToBeHiddenAsync();
        await page.Page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(page.Asked).ToHaveTextAsync(["First."]);
        await page.Page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(page.Asked).ToHaveTextAsync(["Second."]);
        await page.Page.Keyboard.PressAsync("Control+Shift+O");
        await Expect(page.Asked).ToHaveCountAsync(0);
        await page.Page.Locator("body").FocusAsync();
        await page.Page.Keyboard.PressAsync("Shift+Escape");
        await Expect(page.Composer).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Reply_FinishedWhileThePageIsHidden_IsMarkedInTitleAndIcon()
    {
        var page = await SignedInAsync();
        var gate = new ModelGate();
        Model.Enqueue(ModelScript.Generate(ContentKind.Paragraph, 60) with { Gate = gate, GateAfter = 30 });
        await page.AskAsync("Take your time.");
        await page.StatusBecomesAsync("streaming");

        await SetHiddenAsync(page, hidden: true);
        gate.Open();
        await Expect(page.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^● ", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Page.Locator("link[rel=icon][href*=finished]")).ToHaveCountAsync(1);

        await SetHiddenAsync(page, hidden: false);
        await Expect(page.Page).Not.ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("●", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Page.Locator("link[rel=icon][href*=finished]")).ToHaveCountAsync(0);
    }

    /// <summary>A tab behind another; a browser without windows never hides one.</summary>
    private static Task SetHiddenAsync(JourneyPage page, bool hidden) => page.Page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", hidden);
}
