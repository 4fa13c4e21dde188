using AgentWeb.Core;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Features.History;
using AgentWeb.Tests.Fakes;
using Bunit;
using Microsoft.AspNetCore.Components.Web;

namespace AgentWeb.Tests.Features.History;

/// <summary>What the sidebar lists, and whom it tells of replies.</summary>
public sealed class SidebarTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private SidebarStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await SidebarStage.StartAsync(_time);

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Groups_ConversationsOfDifferentAges_StandUnderTheirDaysAndMoveOnWithThem()
    {
        var midnight = new DateTimeOffset(_time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        await _stage.StoreAsync(
        [
            _stage.New("this morning", midnight),
            _stage.New("last night", midnight.AddSeconds(-1)),
            _stage.New("the night before", midnight.AddDays(-1).AddSeconds(-1)),
            _stage.New("a week ago", midnight.AddDays(-6).AddSeconds(-1)),
            _stage.New("eight days ago", midnight.AddDays(-7).AddSeconds(-1)),
            _stage.New("kept at hand", midnight.AddDays(-400), pinned: true),
        ]);

        var page = await _stage.RenderAsync();
        Assert.Equal(
            ["Pinned: kept at hand", "Today: this morning", "Yesterday: last night", "Previous 7 days: the night before, a week ago", "Older: eight days ago"],
            Groups(page));

        _time.Advance(TimeSpan.FromDays(1));
        page.Render(_ => { });
        Assert.Equal(
            ["Pinned: kept at hand", "Yesterday: this morning", "Previous 7 days: last night, the night before", "Older: a week ago, eight days ago"],
            Groups(page));
    }

    [Fact]
    public async Task Empty_NothingWasSaidYet_OffersToBegin()
    {
        var page = await _stage.RenderAsync();

        Assert.Contains("Your conversations will be listed here.", page.Find(".sidebar-empty").TextContent, StringComparison.Ordinal);
        Assert.Equal("/", page.Find(".sidebar-empty [data-start-chat]").GetAttribute("href"));
    }

    [Fact]
    public async Task Empty_Archive_OffersToGoBack()
    {
        await _stage.StoreAsync("Roses");
        var page = await _stage.RenderAsync();
        await page.Find(".sidebar-archive").ClickAsync(new MouseEventArgs());

        Assert.Contains("Nothing was archived yet.", page.Find(".sidebar-empty").TextContent, StringComparison.Ordinal);
        await SidebarStage.Button(page.Find(".sidebar-empty"), "Show all conversations").ClickAsync(new MouseEventArgs());

        Assert.Equal(["Roses"], SidebarStage.Titles(page));
    }

    [Fact]
    public async Task Reply_InTheArchive_IsToldToTheBrowserOnceAndSaid()
    {
        var host = _stage.Host;
        var sent = await host.AnsweredAsync(_stage.OwnerId, "Roses", "Red.");
        Assert.True((await host.Get<ChangeConversation>().RunAsync(_stage.OwnerId, new(sent.ConversationId, Archived: true), CancellationToken.None)).Succeeded);
        var page = await _stage.RenderAsync();
        Assert.Empty(SidebarStage.Titles(page));

        await host.AnsweredAsync(_stage.OwnerId, "And tulips?", "Yellow.", sent.ConversationId);

        await IsToldAsync(page, PublicId.Format(PublicId.Session, sent.ConversationId), "Roses");
        await LookedAsync(async () => await _stage.SaidAsync(page) is ["A reply is there in “Roses”."], "it is said");
        await host.Get<ChangeConversation>().RunAsync(_stage.OwnerId, new(sent.ConversationId, Title: "Flowers", Archived: false), CancellationToken.None);
        await LookedAsync(() => SidebarStage.Titles(page) is ["Flowers"], "it is listed");
        Assert.Equal(1, (await _stage.ToldAsync(page)).Count);
    }

    [Fact]
    public async Task Reply_TheSecondInAConversation_IsSaidAgain()
    {
        var page = await _stage.RenderAsync();

        var sent = await _stage.Host.AnsweredAsync(_stage.OwnerId, "Roses", "Red.");
        await LookedAsync(async () => (await _stage.SaidAsync(page)).Count == 1, "the first is said");
        await _stage.Host.AnsweredAsync(_stage.OwnerId, "And tulips?", "Yellow.", sent.ConversationId);
        await LookedAsync(async () => (await _stage.SaidAsync(page)).Count == 2, "the second is said");

        Assert.All(await _stage.SaidAsync(page), said => Assert.Equal("A reply is there in “Roses”.", said));
    }

    [Fact]
    public async Task Reply_InATemporaryChat_IsToldToTheBrowserWithoutItsTitle()
    {
        var page = await _stage.RenderAsync();

        var sent = await _stage.Host.Get<SendMessage>().RunAsync(_stage.OwnerId, new("A secret", Opening: new(Temporary: true)), CancellationToken.None);
        Assert.True(sent.Succeeded);
        (await _stage.Host.Model.NextCallAsync()).Say("Kept.").End();

        await IsToldAsync(page, PublicId.Format(PublicId.Session, sent.Value.ConversationId), "A temporary chat");
        Assert.Empty(SidebarStage.Titles(page));
    }

    private async Task IsToldAsync(IRenderedComponent<Sidebar> page, string sessionId, string title)
    {
        await LookedAsync(async () => (await _stage.ToldAsync(page)).Count == 1, "the browser is told");
        object?[] expected = [sessionId, title, "The reply is there.", false];
        Assert.Equal(expected, (await _stage.ToldAsync(page)).Last);
    }

    /// <summary>The page looks at what changed a moment later, by its own clock.</summary>
    private Task LookedAsync(Func<bool> seen, string what) => LookedAsync(() => Task.FromResult(seen()), what);

    private Task LookedAsync(Func<Task<bool>> seen, string what) => Eventually.TrueAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return seen();
        },
        what);

    private static List<string> Groups(IRenderedComponent<Sidebar> page) =>
    [
        .. page.FindAll("h2.sidebar-group").Select(group =>
            $"{group.TextContent}: {string.Join(", ", group.NextElementSibling!.QuerySelectorAll(".sidebar-title").Select(title => title.TextContent))}"),
    ];
}
