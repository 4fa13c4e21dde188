using AgentWeb.E2E.Infrastructure.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>The interface in another language: pages, what comes over the circuit by itself, and what scripts say.</summary>
public sealed class LanguageJourneys(QueueJourneys.OneAtATime stage, BrowserFixture browser)
    : Journey(stage, browser), IClassFixture<QueueJourneys.OneAtATime>
{
    [Fact]
    public async Task German_ChosenInSettings_IsSpokenEverywhereUntilEnglishIsChosen()
    {
        var holder = await SignedInAsync();
        await holder.AskAsync("I hold the model. [[tokens=5000 tps=20 kind=paragraph]]");
        await holder.StatusBecomesAsync("streaming");
        var page = await SignedInAsync();
        await ChooseAsync(page, "Deutsch", "de");
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Einstellungen" })).ToBeVisibleAsync();
        await Expect(page.Page.GetByRole(AriaRole.Radio, new() { Name = "Wie das Gerät" })).ToBeCheckedAsync();

        await page.OpenChatAsync();
        var sidebar = page.Page.GetByRole(AriaRole.Navigation, new() { Name = "Unterhaltungen" });
        await Expect(page.Composer).ToHaveAttributeAsync("placeholder", "Frage eingeben");
        await Expect(sidebar.GetByText("Hier werden die Unterhaltungen stehen.")).ToBeVisibleAsync();

        // What waits, and why a reply failed, comes from the run while nobody clicks.
        await page.AskAsync("I wait my turn. [[status=401]]");
        await Expect(page.Reply.GetByText("Als Nächstes an der Reihe")).ToBeVisibleAsync();
        await Expect(sidebar.GetByLabel("Wartet in der Reihe, Platz 1")).ToBeVisibleAsync();
        await Expect(sidebar.GetByText("Heute")).ToBeVisibleAsync();
        await holder.StopButton.ClickAsync();
        await page.StatusBecomesAsync("error");
        await Expect(page.Notice).ToContainTextAsync("Der Modellserver hat den Schlüssel von AgentWeb abgelehnt.");
        await Expect(Button(page.Notice, "Erneut versuchen")).ToBeVisibleAsync();

        await page.AskToTheEndAsync("Some code. [[tokens=200 tps=2000 kind=code]]");
        await Expect(Button(page.ReplyText, "Kopieren").First).ToBeVisibleAsync();
        await page.Composer.FillAsync(new string('x', 10_001));
        await page.Composer.PressAsync("Enter");
        await Expect(page.Page.Locator("[data-browser-notice]"))
            .ToHaveTextAsync("Das sind 10.001 Zeichen; eine Nachricht fasst 10.000. Der Entwurf ist unverändert.");

        await page.Composer.FillAsync("");
        await ChooseAsync(page, "English", "en");
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Settings" })).ToBeVisibleAsync();
        await page.OpenChatAsync();
        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Replies.First).ToContainTextAsync("refused AgentWeb's key");
    }

    [Fact]
    public async Task German_BrowserWithoutAnAccount_SeesASharedConversationInIt()
    {
        var owner = await SignedInAsync();
        await owner.AskToTheEndAsync("Some code to share. [[tokens=200 tps=2000 kind=code]]");
        await owner.Page.Locator(".chat-menu summary").ClickAsync();
        await Button(owner.Page.Locator(".chat-menu"), "Share by link").ClickAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
        var link = new Uri(await owner.Page.GetByLabel("Address of the link").InputValueAsync());

        var reader = await NewBrowserAsync(new() { Locale = "de-DE" });
        await reader.OpenAsync(link.AbsolutePath);

        await Expect(reader.Page.Locator("html[lang=de]")).ToHaveCountAsync(1);
        await Expect(reader.Page.GetByText("Eine Unterhaltung mit einem KI-Assistenten")).ToBeVisibleAsync();
        var copy = reader.Page.Locator("[data-copy]").First;
        await Expect(copy).ToHaveTextAsync("Kopieren");
        using var clipboard = await TakeClipboardAsync();
        await copy.EvaluateAsync("button => { window.said = []; new MutationObserver(() => window.said.push(button.textContent)).observe(button, { childList: true }); }");
        await copy.ClickAsync();
        await reader.Page.WaitForFunctionAsync("() => window.said.length === 2"); // The first of them stands there for a moment only.
        var said = await reader.Page.EvaluateAsync<string[]>("() => window.said");
        Assert.NotEqual("Kopieren", said[0]);
        Assert.Equal("Kopieren", said[1]);
    }

    /// <summary>Chooses a language as a person does; returns when the page speaks it.</summary>
    internal static async Task ChooseAsync(JourneyPage page, string name, string language)
    {
        await page.OpenAsync("/settings");
        await page.Page.GetByRole(AriaRole.Radio, new() { Name = name }).CheckAsync();
        await Expect(page.Page.Locator($"html[lang={language}]")).ToHaveCountAsync(1);
        await Expect(page.Page.GetByRole(AriaRole.Radio, new() { Name = name })).ToBeCheckedAsync();
    }
}
