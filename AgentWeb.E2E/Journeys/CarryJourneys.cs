using System.Text.RegularExpressions;
using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgentWeb.E2E.Journeys;

/// <summary>Taking conversations out, in, and to others.</summary>
[Collection<SharedStage>]
public sealed class CarryJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const string Other = """
        [{"title":"Tapirs","created_at":1700000000,"chat":{"history":{"currentId":"2","messages":{
          "1":{"id":"1","parentId":null,"role":"user","content":"Tapirs?"},"2":{"id":"2","parentId":"1","role":"assistant","content":"<img src=x onerror=alert(1)> Yes."}}}}},
         {"title":"<img src=x onerror=alert(1)>","mapping":{"a":{"id":"a","message":{"author":{"role":"user"},"content":{"content_type":"text","parts":["Hostile?"]}}}}},
         {"title":"Circle","mapping":{"a":{"id":"a","parent":"a"}}}]
        """;

    [Fact]
    public async Task Download_FromTheMenu_IsAFileNamedAfterTheTitle()
    {
        Model.Enqueue(ModelScript.Reply("Cut **above** a bud."));
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("How do I prune roses?");

        var markdown = await DownloadAsync(page, "Download as Markdown");
        Assert.Matches(new Regex(@"^How do I prune roses \d{4}-\d\d-\d\d\.md$", RegexOptions.None, TimeSpan.FromSeconds(1)), markdown.SuggestedFilename);
        Assert.Contains("Cut **above** a bud.", await File.ReadAllTextAsync(await markdown.PathAsync()), StringComparison.Ordinal);

        var json = await DownloadAsync(page, "Download as JSON");
        var newcomer = await SignedInAsync();
        await ImportAsync(newcomer, await json.PathAsync());
        await newcomer.Page.GetByRole(AriaRole.List, new() { Name = "Imported conversations" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(newcomer.ReplyText.Locator("strong")).ToHaveTextAsync("above");
    }

    [Fact]
    public async Task Import_OfAFile_ShowsWhatWouldComeAndTakesWhatIsChosen()
    {
        var page = await SignedInAsync();
        await page.Page.Locator(".user-menu summary").ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Import conversations" }).ClickAsync();
        var file = await WrittenAsync(Other);
        await ChooseAsync(page, file);

        var list = page.Page.GetByRole(AriaRole.List, new() { Name = "Conversations in the file" }).GetByRole(AriaRole.Listitem);
        await Expect(list).ToHaveCountAsync(3);
        await Expect(list.Nth(2)).ToContainTextAsync("circle");
        await Expect(list.Nth(2).GetByRole(AriaRole.Checkbox)).ToBeDisabledAsync();
        await Expect(list.Nth(1)).ToContainTextAsync("<img src=x onerror=alert(1)>");
        await Expect(page.Conversations).ToHaveCountAsync(0);
        await list.Nth(1).GetByRole(AriaRole.Checkbox).UncheckAsync();
        await Expect(page.Page.GetByText("1 of 2 conversations chosen")).ToBeVisibleAsync();
        await Button(page.Page.Locator(".import"), "Import").ClickAsync();

        await Expect(page.Page.GetByText("1 conversation was imported.")).ToBeVisibleAsync();
        await Expect(page.Conversations).ToHaveCountAsync(1);
        await page.Conversations.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Asked).ToHaveTextAsync(["Tapirs?"]);
        await page.AskToTheEndAsync("And gnus?");

        await page.OpenAsync("/import");
        await ChooseAsync(page, file);
        await Expect(list.Nth(1).GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await Expect(page.Page.Locator("[data-nothing]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Import_OfAFileThatIsHereAlready_SaysSoAndOffersAnother()
    {
        var page = await SignedInAsync();
        await page.OpenAsync("/import");
        var file = await WrittenAsync(
            """
            [{"title":"Tapirs","created_at":1700000000,"chat":{"history":{"currentId":"1","messages":{"1":{"id":"1","parentId":null,"role":"user","content":"Tapirs?"}}}}},
             {"title":"Circle","mapping":{"a":{"id":"a","parent":"a"}}}]
            """);
        await ChooseAsync(page, file);
        await Button(page.Page.Locator(".import"), "Import").ClickAsync();
        await Expect(page.Page.GetByText("1 conversation was imported.")).ToBeVisibleAsync();

        await Button(page.Page.Locator(".import"), "Import another file").ClickAsync();
        await ChooseAsync(page, file);

        await Expect(page.Page.GetByText("Nothing in this file is new")).ToBeVisibleAsync();
        await Expect(Button(page.Page.Locator(".import"), "Import")).ToBeDisabledAsync();
        var another = Button(page.Page.Locator(".import"), "Another file");
        await Expect(another).ToBeFocusedAsync();
        await another.ClickAsync();
        await Expect(Button(page.Page.Locator(".import"), "Choose a file")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Import_OfNonsense_SaysWhatIsWrong()
    {
        var page = await SignedInAsync();
        page.Problems.Expect("400");
        await page.OpenAsync("/import");
        await ChooseAsync(page, await WrittenAsync("nonsense"));
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not valid JSON");
        await Expect(Button(page.Page.Locator(".import"), "Choose a file")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Share_ByLink_IsReadByAStrangerUntilRevoked()
    {
        Model.Enqueue(ModelScript.Reply("```csharp\nvar a = 1;\n```\n\n$x^2$"));
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Between all of us.");
        await OpenMenuAsync(page);
        await Button(page.Page.Locator(".chat-head"), "Share by link").ClickAsync();
        var dialog = page.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("The link works for").SelectOptionAsync("7");
        await Button(dialog, "Create link").ClickAsync();
        var link = dialog.GetByLabel("Address of the link");
        var address = await link.InputValueAsync();

        var stranger = await NewBrowserAsync();
        stranger.Problems.Expect("404");
        await stranger.OpenAsync(address);
        await Expect(stranger.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Between all of us.");
        await Expect(stranger.Page.Locator(".hljs-keyword")).ToHaveTextAsync("var");
        await Expect(stranger.Page.Locator("tex-math[data-set]")).ToHaveCountAsync(1);
        Assert.Equal("noindex, nofollow", await stranger.Page.Locator("meta[name=robots]").GetAttributeAsync("content"));
        await stranger.OpenAsync("/c/" + page.SessionId);
        await Expect(stranger.Page).ToHaveURLAsync(new Regex("/signin", RegexOptions.None, TimeSpan.FromSeconds(1)));

        await Button(dialog, "Revoke").ClickAsync();
        await Expect(link).ToHaveCountAsync(0);
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await stranger.OpenAsync(address);
        await Expect(stranger.Page.GetByText("There is nothing here")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Print_OfALongReply_HasAllOfItOnPaper()
    {
        var page = await SignedInAsync();
        await page.AskToTheEndAsync("Much. [[tokens=3000 tps=0 kind=mixed]]");
        await page.Page.AddInitScriptAsync("window.print = () => { document.documentElement.dataset.printed = ''; }"); // One printer at a time: ours comes below.
        await page.OpenAsync($"/c/{page.SessionId}/print");
        await Expect(page.Page.Locator("html[data-printed]")).ToBeAttachedAsync();
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Page.Locator(".print-hint")).ToBeHiddenAsync();
        Assert.Equal(0, await page.Page.EvaluateAsync<int>(
            "() => [...document.querySelectorAll('.markdown > *')].filter(e => getComputedStyle(e).contentVisibility !== 'visible' || e.scrollWidth > e.clientWidth + 1 && e.matches('.code-block')).length"));
        var paper = await page.Page.PdfAsync(new() { Format = "A4" });
        Assert.True(paper.Length > 20_000, "The paper is nearly empty.");
    }

    internal static async Task ChooseAsync(JourneyPage page, string file)
    {
        await Expect(page.Page.Locator("[data-drop]")).ToBeVisibleAsync();
        await Expect(page.Page.Locator(".import[data-usable]")).ToBeVisibleAsync();
        await page.Page.GetByLabel("File to import").SetInputFilesAsync(file);
    }

    internal static async Task<string> WrittenAsync(string content)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("agentweb-import-").FullName, "conversations.json");
        await File.WriteAllTextAsync(file, content);
        return file;
    }

    internal static async Task OpenMenuAsync(JourneyPage page)
    {
        await page.Page.GetByLabel("Actions for this conversation").ClickAsync();
        await Expect(Button(page.Page.Locator(".chat-head"), "Share by link")).ToBeVisibleAsync();
    }

    private static async Task ImportAsync(JourneyPage page, string file)
    {
        await page.OpenAsync("/import");
        await ChooseAsync(page, file);
        await Button(page.Page.Locator(".import"), "Import").ClickAsync();
    }

    private static async Task<IDownload> DownloadAsync(JourneyPage page, string item)
    {
        await OpenMenuAsync(page);
        return await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Link, new() { Name = item }).ClickAsync());
    }
}
