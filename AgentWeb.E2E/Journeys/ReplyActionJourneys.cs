using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>What can be done with a reply besides reading it.</summary>
public sealed class ReplyActionJourneys(ReplyActionJourneys.TwoModels stage, BrowserFixture browser) : Journey(stage, browser), IClassFixture<ReplyActionJourneys.TwoModels>
{
    [Fact]
    public async Task Feedback_WithANote_SurvivesAReloadAndCanBeTakenBack()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Something to rate.");
        var bad = page.Reply.GetByRole(AriaRole.Button, new() { Name = "Bad reply" });

        await page.Reply.HoverAsync();
        await bad.ClickAsync();
        await page.Reply.GetByLabel("What was wrong with it?").FillAsync("It was too long.");
        await page.Reply.GetByRole(AriaRole.Button, new() { Name = "Save note" }).ClickAsync();
        await Expect(page.Reply.Locator(".feedback-note")).ToHaveCountAsync(0);

        await page.ReloadAsync();
        await Expect(bad).ToHaveAttributeAsync("aria-pressed", "true");
        await bad.ClickAsync();
        await Expect(bad).ToHaveAttributeAsync("aria-pressed", "false");
    }

    [Fact]
    public async Task Details_OfAReply_TellTokensAndTimes()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Something to look into. [[tokens=40 tps=200]]");

        await ChooseAsync(page, "Details");

        var details = page.Reply.GetByRole(AriaRole.Region, new() { Name = "Details of this reply" });
        await Expect(details).ToContainTextAsync("fake");
        await Expect(details).ToContainTextAsync("Tokens out");
        await Expect(details).ToContainTextAsync("tokens/s");
        await details.GetByRole(AriaRole.Button, new() { Name = "Close details" }).ClickAsync();
        await Expect(details).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Branch_FromAReply_OpensACopyThatGoesOnByItself()
    {
        var page = await SignedInAsync();
        Model.Enqueue(ModelScript.Reply("The first answer."));
        await page.AskToTheEndAsync("The first question.");
        Model.Enqueue(ModelScript.Reply("The second answer."));
        await page.AskToTheEndAsync("The second question.");
        var original = page.Page.Url;

        await ChooseAsync(page, "Branch from here", page.Replies.First);

        await Expect(page.Page).Not.ToHaveURLAsync(original);
        await Expect(page.Replies).ToHaveCountAsync(1);
        await page.ReplyShowsAsync("The first answer.");
        await page.AskToTheEndAsync("Another question.");
        await page.OpenChatAsync(new Uri(original).AbsolutePath);
        await Expect(page.Replies).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task AnswerAgain_WithAnotherModel_AsksThatOne()
    {
        var page = await SignedInAsync();
        Model.Enqueue(ModelScript.Reply("By the model."));
        await page.AskToTheEndAsync("Who are you?");

        await ChooseAsync(page, "The other");

        await Expect(page.Reply.Locator(".versions-place")).ToHaveTextAsync("2/2");
        await page.StatusBecomesAsync("complete");
        await Expect(page.ReplyText).Not.ToContainTextAsync("By the model.");
        Assert.Equal("other", (await RequestAboutAsync("Who are you?")).Body.RootElement.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Copy_AsTextAndAsMarkdown_GivesWhatIsSaid()
    {
        var page = await SignedInAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        const string Text = "A **bold** $x^2$.\n\n```js\nlet a;\n```";
        Model.Enqueue(ModelScript.Reply(Text));
        await page.AskToTheEndAsync("Something to copy.");
        await Expect(page.ReplyText.Locator("tex-math[data-set]")).ToHaveCountAsync(1);
        using var clipboard = await TakeClipboardAsync();

        await page.Reply.GetByRole(AriaRole.Button, new() { Name = "Copy reply" }).ClickAsync();
        await page.Page.WaitForFunctionAsync("async text => (await navigator.clipboard.readText()).trim() === text", "A bold $x^2$.\n\nlet a;");
        await ChooseAsync(page, "Copy as Markdown");
        await Expect(page.Page.Locator("body")).ToBeVisibleAsync();
        await page.Page.WaitForFunctionAsync("async text => await navigator.clipboard.readText() === text", Text);
    }

    /// <summary>A model server with two models.</summary>
    public sealed class TwoModels : Stage
    {
        protected override void Configure(Dictionary<string, string> settings)
        {
            settings["Models:Endpoints:0:Models:0:Id"] = "fake";
            settings["Models:Endpoints:0:Models:1:Id"] = "other";
            settings["Models:Endpoints:0:Models:1:Name"] = "The other";
        }
    }

    private static async Task ChooseAsync(JourneyPage page, string what, ILocator? reply = null)
    {
        reply ??= page.Reply;
        await reply.HoverAsync();
        await reply.Locator(".reply-menu summary").ClickAsync();
        await reply.GetByRole(AriaRole.Button, new() { Name = what }).ClickAsync();
    }
}
