using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>An administrator changes how the server works, while it works.</summary>
public sealed class ConfigurationJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser), IClassFixture<Stage>
{
    [Fact]
    public async Task Administrator_ChangesALimitAddsAModelAndBacksUp_WithoutARestart()
    {
        var person = await SignedInAsync();
        var admin = await NewBrowserAsync();
        await admin.EnterAsync(Administrator);

        // A value that cannot be is refused at its field; one that can counts at once.
        await admin.OpenAsync("/admin/configuration/Chat");
        var limit = admin.Page.Locator("#Chat-MaxMessageLength");
        var row = admin.Page.Locator(".config-row", new() { Has = limit });
        await Expect(row.Locator(".config-source")).ToHaveTextAsync("Default");
        await limit.FillAsync("0");
        await Button(admin.Page.Locator("main"), "Save changes").ClickAsync();
        await Expect(row.Locator(".config-problem")).ToHaveTextAsync("From 1 to 1,000,000");
        await limit.FillAsync("12");
        await Button(admin.Page.Locator("main"), "Save changes").ClickAsync();
        await Expect(admin.Page.Locator("main").GetByRole(AriaRole.Status)).ToHaveTextAsync("Saved. It counts now.");
        await Expect(row.Locator(".config-source")).ToHaveTextAsync("Changed here");
        await person.ReloadAsync();
        await person.Composer.FillAsync("This is longer than twelve characters.");
        await person.Page.Keyboard.PressAsync("Enter");
        await Expect(person.Page.GetByText("a message holds 12.")).ToBeVisibleAsync();
        await Expect(person.Asked).ToHaveCountAsync(0);

        // Taken back, it works again.
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Undo the change of Chat:MaxMessageLength" }).ClickAsync();
        await Expect(admin.Page.Locator("main").GetByRole(AriaRole.Status)).ToHaveTextAsync("Taken back. It counts now.");
        await Expect(limit).ToHaveValueAsync("10000");
        await person.ReloadAsync();
        await person.AskToTheEndAsync("This is longer than twelve characters.");

        // Both are in the audit log.
        await admin.OpenAsync("/admin/audit");
        await admin.Page.GetByLabel("Action", new() { Exact = true }).SelectOptionAsync("configuration");
        await Expect(admin.Page.Locator(".audit-detail")).ToHaveTextAsync(["Chat:MaxMessageLength: 12 → –", "Chat:MaxMessageLength: – → 12"]);
        await Expect(admin.Page.Locator("tbody tr").First).ToContainTextAsync(Administrator.Email);

        // A model server is added, tested, and answers.
        await using var box = await FakeModelServer.StartAsync();
        await admin.OpenAsync("/admin/models");
        await Button(admin.Page.Locator("main"), "Add model server").ClickAsync();
        await admin.Page.GetByLabel("Name").FillAsync("box");
        await admin.Page.GetByLabel("Address").FillAsync(box.BaseUrl.ToString());
        await admin.Page.GetByLabel("Key", new() { Exact = true }).FillAsync("sk-secret");
        await Button(admin.Page.Locator("main"), "Test connection").ClickAsync();
        await Expect(admin.Page.GetByText("Works: 1 models, fake answered")).ToBeVisibleAsync();
        await Button(admin.Page.Locator("main"), "Save").ClickAsync();
        await Expect(admin.Page.Locator("tbody th", new() { HasTextString = "box" }).First).ToBeVisibleAsync();
        await Expect(admin.Page.Locator("code", new() { HasTextString = "box/fake" })).ToBeVisibleAsync();
        box.Enqueue(ModelScript.Reply("Greetings from the box."));
        await person.OpenChatAsync();
        await person.Page.Locator(".composer select").First.SelectOptionAsync("box/fake");
        await person.AskToTheEndAsync("Who are you?");
        await person.ReplyShowsAsync("Greetings from the box.");

        // A backup is made and offered.
        await admin.OpenAsync("/admin/backup");
        await Button(admin.Page.Locator("main"), "Back up now").ClickAsync();
        await Expect(admin.Page.GetByText("The backup is made.")).ToBeVisibleAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Link, new() { Name = "Download agentweb-" })).ToHaveCountAsync(1);
    }
}
