using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Asking differently, answering again, and moving between the versions.</summary>
public sealed class VersionJourneys(VersionJourneys.OneModel stage, BrowserFixture browser)
    : Journey(stage, browser), IClassFixture<VersionJourneys.OneModel>
{
    [Fact]
    public async Task AnswerAgain_TwoVersions_CanBeSwitchedAndNothingIsLost()
    {
        Model.Enqueue(ModelScript.Reply("The first answer."));
        Model.Enqueue(ModelScript.Reply("The second answer."));
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("What is it?");

        await Button(page.Reply, "Answer again").ClickAsync();
        await page.ReplyShowsAsync("The second answer.");
        await page.StatusBecomesAsync("complete");
        await Expect(page.Reply.Locator(".versions-place")).ToHaveTextAsync("2/2");
        await Expect(page.Replies).ToHaveCountAsync(1);

        await Button(page.Reply, "Previous version").ClickAsync();
        await page.ReplyShowsAsync("The first answer.");
        await Expect(page.Reply.Locator(".versions-place")).ToHaveTextAsync("1/2");
        await page.ReloadAsync();
        await page.ReplyShowsAsync("The first answer.");
        await Button(page.Reply, "Next version").ClickAsync();
        await page.ReplyShowsAsync("The second answer.");
    }

    [Fact]
    public async Task Edit_ByKeyboard_AsksTheNewQuestionAndKeepsTheOld()
    {
        Model.Enqueue(ModelScript.Reply("It is grey."));
        Model.Enqueue(ModelScript.Reply("It is blue."));
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("What colour is the sea?");

        await Button(page.Asked.First, "Edit message").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        var field = page.Page.GetByLabel("Edit your message");
        await Expect(field).ToBeFocusedAsync();
        await field.FillAsync("What colour is the sky?");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Enter");

        await page.ReplyShowsAsync("It is blue.");
        await Expect(page.Asked.First).ToContainTextAsync("What colour is the sky?");
        await Button(page.Asked.First, "Previous version").ClickAsync();
        await page.ReplyShowsAsync("It is grey.");
        await Expect(page.Asked.First).ToContainTextAsync("What colour is the sea?");
    }

    [Fact]
    public async Task Edit_Refused_SaysWhyAndKeepsWhatWasWritten()
    {
        Model.Enqueue(ModelScript.Reply("It is grey."));
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("What colour is the sea?");
        await Button(page.Asked.First, "Edit message").ClickAsync();
        var field = page.Page.GetByLabel("Edit your message");
        var tooLong = new string('x', 10_001);
        await field.FillAsync(tooLong);

        await Button(page.Asked.First, "Send").ClickAsync();

        await Expect(page.Asked.First.GetByRole(AriaRole.Alert)).ToContainTextAsync("10,000");
        await Expect(field).ToHaveValueAsync(tooLong);
        await field.FillAsync("What colour is the sky?");
        Model.Enqueue(ModelScript.Reply("It is blue."));
        await Button(page.Asked.First, "Send").ClickAsync();
        await page.ReplyShowsAsync("It is blue.");
        await Expect(field).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Edit_LongReply_IsSavedWithoutLosingTheConnection()
    {
        var text = string.Join(' ', Enumerable.Range(1, 15_000).Select(number => $"word{number}"));
        Model.Enqueue(new ModelScript { Tokens = [.. text.Chunk(1000).Select(part => new string(part))] }); // It is not about how it comes.
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Say a lot.");
        await page.Page.EvaluateAsync("() => { window.samePage = true; }");

        await Button(page.Reply, "Edit reply").ClickAsync();
        await page.Page.GetByLabel("Edit the reply").FillAsync(text + " and the end");
        await Button(page.Reply, "Save").ClickAsync();

        await page.ReplyShowsAsync("word15000 and the end");
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.samePage === true"));
    }

    [Fact]
    public async Task Edit_Reply_StandsAsWrittenInEveryTab()
    {
        Model.Enqueue(ModelScript.Reply("Twice two is five."));
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("What is twice two?");
        await page.ConversationOpensAsync();
        var other = await NewTabAsync(page);
        await other.OpenChatAsync("/c/" + page.SessionId);

        await Button(page.Reply, "Edit reply").ClickAsync();
        await page.Page.GetByLabel("Edit the reply").FillAsync("Twice two is **four**.");
        await Button(page.Reply, "Save").ClickAsync();

        await Expect(page.ReplyText.Locator("strong")).ToHaveTextAsync("four");
        await Expect(other.ReplyText.Locator("strong")).ToHaveTextAsync("four");
        await page.AskToTheEndAsync("And thrice?");
        var request = await RequestAboutAsync("And thrice?");
        Assert.Contains("Twice two is **four**.", request.Body.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_Message_AsksOnceAndTakesWhatHangsBelow()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("I stay.");
        await page.AskToTheEndAsync("I go.");

        await Button(page.Asked.Last, "Delete message").ClickAsync();
        await Button(page.Asked.Last, "Keep this message").ClickAsync();
        await Button(page.Asked.Last, "Delete message").ClickAsync();
        await Button(page.Asked.Last, "Delete this message and everything below it").ClickAsync();

        await Expect(page.Asked).ToHaveCountAsync(1);
        await Expect(page.Replies).ToHaveCountAsync(1);
        await Expect(page.Asked.First).ToContainTextAsync("I stay.");
    }

    /// <summary>A server of its own: answers are queued at its model server.</summary>
    public sealed class OneModel : Stage;
}
