using AgentWeb.Core;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Features.Chat;
using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Features.Chat;

/// <summary>The chat shows what its address says, and outlives a database that does not answer.</summary>
public sealed class ChatPageTests : IAsyncLifetime
{
    private const string Unavailable = "cannot be read at the moment";

    private ChatStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await ChatStage.StartAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Back_WhileAnotherConversationIsRead_StaysWithTheOneThatIsShown()
    {
        var roses = (await _stage.Host.AnsweredAsync(_stage.OwnerId, "Roses", "Red.")).ConversationId;
        var tulips = (await _stage.Host.AnsweredAsync(_stage.OwnerId, "Tulips", "Yellow.")).ConversationId;
        var page = await _stage.OpenAsync(roses);

        var asked = _stage.SettingReads.Asked;
        _stage.SettingReads.Holds = true;
        var late = ChatStage.GoAsync(page, tulips);
        await Eventually.TrueAsync(() => _stage.SettingReads.Asked > asked, "the messages of the other one are read");
        _stage.SettingReads.Holds = false;
        await ChatStage.GoAsync(page, roses);
        _stage.SettingReads.Let(1);
        await late;

        Assert.Equal(["Roses"], ChatStage.Asked(page));
        await ChatStage.GoAsync(page, tulips);
        Assert.Equal(["Tulips"], ChatStage.Asked(page));
    }

    [Fact]
    public async Task Open_DatabaseDoesNotAnswer_SaysSoAndReadsItWhenAskedAgain()
    {
        var roses = (await _stage.Host.AnsweredAsync(_stage.OwnerId, "Roses", "Red.")).ConversationId;

        _stage.Reads.Fails = true;
        var page = _stage.Render(roses);
        await Eventually.TrueAsync(() => page.FindAll(".chat-empty [role=alert]").Count == 1, "it says so");
        Assert.Contains(Unavailable, page.Find(".chat-empty [role=alert]").TextContent, StringComparison.Ordinal);
        _stage.Reads.Fails = false;
        await SidebarStage.Button(page.Find(".chat-empty"), "Try again").ClickAsync(new MouseEventArgs());

        Assert.Equal(["Roses"], ChatStage.Asked(page));
    }

    [Fact]
    public async Task Earlier_DatabaseDoesNotAnswer_KeepsWhatIsShownAndTriesAgain()
    {
        var conversation = await LongConversation.StoreAsync(_stage.Host.Contexts, _stage.OwnerId, 60);
        var page = await _stage.OpenAsync(conversation.Id);
        var shown = ChatStage.Asked(page);

        _stage.Reads.Fails = true;
        await page.Find("[data-earlier]").ClickAsync(new MouseEventArgs());
        Assert.Equal(shown, ChatStage.Asked(page));
        Assert.Contains(Unavailable, page.Find(".composer-notice").TextContent, StringComparison.Ordinal);
        _stage.Reads.Fails = false;
        await page.Find("[data-again]").ClickAsync(new MouseEventArgs());

        Assert.Equal(shown.Count + 25, ChatStage.Asked(page).Count);
    }

    [Fact]
    public async Task Command_DoneWhileNothingCanBeRead_IsShownWithTheChange()
    {
        var roses = (await _stage.Host.AnsweredAsync(_stage.OwnerId, "Roses", "Red.")).ConversationId;
        var page = await _stage.OpenAsync(roses);

        _stage.Reads.Fails = true;
        await SidebarStage.Button(page.Find("article[data-role=assistant]"), "Good reply").ClickAsync(new MouseEventArgs());
        Assert.Equal(["Roses"], ChatStage.Asked(page));
        _stage.Reads.Fails = false;

        await Eventually.TrueAsync(
            () =>
            {
                _stage.Time.Advance(TimeSpan.FromSeconds(1));
                return SidebarStage.Button(page.Find("article[data-role=assistant]"), "Good reply").GetAttribute("aria-pressed") == "true";
            },
            "the rating is shown");
    }

    [Fact]
    public async Task Rating_OfAReplyFarAboveInAnotherTab_IsShownHereToo()
    {
        var conversation = await LongConversation.StoreAsync(_stage.Host.Contexts, _stage.OwnerId, 60);
        var path = await conversation.PathAsync();
        var page = await _stage.OpenAsync(conversation.Id);

        await RateAsync(path[21], MessageFeedback.Bad); // Of the replies that are not loaded yet, the first one that will be.
        await page.Find("[data-earlier]").ClickAsync(new MouseEventArgs());
        Assert.Equal("true", Rating(page, path[21], "Bad reply"));

        await RateAsync(path[23], MessageFeedback.Good);
        await Eventually.TrueAsync(
            () =>
            {
                _stage.Time.Advance(TimeSpan.FromSeconds(1));
                return Rating(page, path[23], "Good reply") == "true";
            },
            "the rating is shown");
    }

    [Fact]
    public async Task Stop_OtherNodeDoesNotAnswer_SaysThatTheStopHolds()
    {
        var sent = await _stage.HeldElsewhereAsync("Roses");
        var page = await _stage.OpenAsync(sent.ConversationId);

        var stopping = page.Find("[data-stop]").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(
            () =>
            {
                _stage.Time.Advance(TimeSpan.FromSeconds(1));
                return stopping.IsCompleted;
            },
            "the other node was waited for");
        await stopping;

        Assert.Contains("has not confirmed", page.Find(".composer-notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_WithAReplyThatFailed_AreNotReadOutWhenTheyAreOpened()
    {
        var conversation = await LongConversation.StoreAsync(_stage.Host.Contexts, _stage.OwnerId, 1);
        await using (var db = await _stage.Host.Contexts.CreateDbContextAsync())
        {
            await db.Messages.Where(m => m.Role == MessageRole.Assistant).ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MessageStatus.Error));
        }

        var page = await _stage.OpenAsync(conversation.Id);

        Assert.Equal("off", page.Find("[role=log]").GetAttribute("aria-live"));
        Assert.Single(page.FindAll("[role=log] .notice-error"));
        Assert.Empty(page.FindAll("[role=log] [role=alert], [role=log] [role=status]"));
    }

    private static string? Rating(IRenderedComponent<ChatPage> page, Guid replyId, string button) =>
        SidebarStage.Button(page.Find($"article[data-message-id='{PublicId.Format(PublicId.Message, replyId)}']"), button).GetAttribute("aria-pressed");

    private async Task RateAsync(Guid replyId, MessageFeedback feedback) =>
        Assert.True((await _stage.Host.Get<RateReply>().RunAsync(_stage.OwnerId, new(replyId, feedback), CancellationToken.None)).Succeeded);
}
