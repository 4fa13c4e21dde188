using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>What has the focus goes by what is done with it; the keyboard goes on where that was.</summary>
[Collection<SharedStage>]
public sealed class FocusJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    [Fact]
    public async Task Delete_AskedKeptAndDone_HandsTheFocusOn()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("I stay.");
        await page.AskToTheEndAsync("I go.");
        var delete = Button(page.Asked.Last, "Delete message");

        await PressAsync(delete);
        await Expect(Button(page.Asked.Last, "Keep this message")).ToBeFocusedAsync(); // What cannot be undone is not where the hand is.
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(delete).ToBeFocusedAsync();
        await PressAsync(delete);
        await PressAsync(Button(page.Asked.Last, "Delete this message and everything below it"));

        await Expect(page.Asked).ToHaveCountAsync(1);
        await Expect(page.Reply).ToBeFocusedAsync(); // The end, now.
        await PressAsync(Button(page.Asked.Last, "Delete message"));
        await PressAsync(Button(page.Asked.Last, "Delete this message and everything below it"));
        await Expect(page.Asked).ToHaveCountAsync(0);
        await Expect(page.Composer).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Edit_GivenUpAndSaved_HandsTheFocusOn()
    {
        Model.Enqueue(ModelScript.Reply("It is grey."));
        Model.Enqueue(ModelScript.Reply("It is blue."));
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("What colour is the sea?");
        var edit = Button(page.Asked.First, "Edit message");
        var field = page.Page.GetByLabel("Edit your message");

        await PressAsync(edit);
        await Expect(field).ToBeFocusedAsync();
        await field.PressAsync("Escape");
        await Expect(edit).ToBeFocusedAsync();
        await PressAsync(edit);
        await field.FillAsync("What colour is the sky?");
        await PressAsync(Button(page.Asked.First, "Send"));

        await page.ReplyShowsAsync("It is blue.");
        await Expect(page.Asked.First).ToContainTextAsync("What colour is the sky?");
        await Expect(page.Asked.First).ToBeFocusedAsync();
        await PressAsync(Button(page.Reply, "Edit reply"));
        await Expect(page.Page.GetByLabel("Edit the reply")).ToBeFocusedAsync();
        await PressAsync(Button(page.Reply, "Cancel"));
        await Expect(Button(page.Reply, "Edit reply")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Editor_FocusedLate_LeavesWhoIsInItAlreadyWhereTheyAre()
    {
        const string Late = "field => window.agentweb.focusFirst(field)"; // As the server asks, a moment after the editor is there.
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("What colour is the sea?");
        await PressAsync(Button(page.Asked.First, "Edit message"));
        var field = page.Page.GetByLabel("Edit your message");
        var send = Button(page.Asked.First, "Send");
        await Expect(field).ToBeFocusedAsync();

        await send.FocusAsync();
        await field.EvaluateAsync(Late);
        await Expect(send).ToBeFocusedAsync();
        await page.Composer.FocusAsync();
        await field.EvaluateAsync(Late);

        await Expect(field).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Versions_Switched_KeepTheFocusInTheSwitch()
    {
        Model.Enqueue(ModelScript.Reply("The first answer."));
        Model.Enqueue(ModelScript.Reply("The second answer."));
        Model.Enqueue(ModelScript.Reply("The third answer."));
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("What is it?");
        foreach (var answer in new[] { "The second answer.", "The third answer." })
        {
            await PressAsync(Button(page.Reply, "Answer again"));
            await page.ReplyShowsAsync(answer);
            await page.StatusBecomesAsync("complete");
            await Expect(page.Reply).ToBeFocusedAsync();
        }

        await PressAsync(Button(page.Reply, "Previous version"));
        await page.ReplyShowsAsync("The second answer.");
        await Expect(Button(page.Reply, "Previous version")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.ReplyShowsAsync("The first answer.");
        await Expect(Button(page.Reply, "Next version")).ToBeFocusedAsync(); // There is none before.
    }

    [Fact]
    public async Task NoteAndDetails_Closed_GiveTheFocusBack()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Something to look into.");
        var bad = Button(page.Reply, "Bad reply");
        var note = page.Reply.GetByLabel("What was wrong with it?");

        await PressAsync(bad);
        await note.FillAsync("It was too long.");
        await PressAsync(Button(page.Reply, "Save note"));
        await Expect(note).ToHaveCountAsync(0);
        await Expect(bad).ToBeFocusedAsync();

        var more = page.Reply.Locator(".reply-menu summary");
        var details = page.Reply.GetByRole(AriaRole.Region, new() { Name = "Details of this reply" });
        await PressAsync(more);
        await PressAsync(Button(page.Reply, "Details"));
        await Expect(details).ToBeFocusedAsync();
        await PressAsync(Button(details, "Close details"));
        await Expect(details).ToHaveCountAsync(0);
        await Expect(more).ToBeFocusedAsync();
    }

    private static async Task PressAsync(ILocator button)
    {
        await button.FocusAsync();
        await button.PressAsync("Enter");
    }
}
