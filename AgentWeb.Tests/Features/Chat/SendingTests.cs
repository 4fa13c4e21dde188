using System.Security.Claims;
using AgentWeb.Core;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Models;
using AgentWeb.Features;
using AgentWeb.Features.Chat;
using AgentWeb.Tests.Fakes;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.Chat;

/// <summary>What the browser is told about a message that it hands over, and what is made of what comes with it.</summary>
public sealed class SendingTests : IAsyncLifetime
{
    private readonly BunitContext _pages = new();
    private TestServer _server = null!;
    private UnsteadyContexts _contexts = null!; // Of what a page shows; what it sends is stored all the same.
    private Guid _ownerId;

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = new TestServer
        {
            Settings =
            {
                ["Models:DiscoverOllama"] = "false",
                ["Models:Offline:TokensPerSecond"] = "0",
                ["Chat:GenerateTitles"] = "false",
            },
        };
        await _server.StartAsync();
        var person = await _server.AddAdministratorAsync();
        _ownerId = person.Id;
        _contexts = new(_server.Container.GetRequiredService<IDbContextFactory<AppDbContext>>());
        _pages.Services.AddLocalization(options => options.ResourcesPath = "Resources");
        _pages.Services.AddFallbackServiceProvider(_server.Container);
        _pages.Services.AddScoped<OpenConversation>();
        _pages.Services.AddSingleton(new ReadTranscript(_contexts));
        _pages.Services.AddSingleton(new GetFile(_contexts));
        _pages.AddAuthorization().SetAuthorized(person.Email).SetClaims(new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()));
        _pages.JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async ValueTask DisposeAsync()
    {
        await _pages.DisposeAsync();
        await _server.DisposeAsync();
        _contexts.Dispose();
    }

    [Fact]
    public async Task Send_AgainWhileNothingCanBeRead_IsAcceptedAndOffersToReadIt()
    {
        var message = Written("Did it arrive?");
        var first = await SendAsync(await OpenAsync(), message with { IsHere = false });
        await IsAnsweredAsync(first);
        var page = await OpenAsync();

        _contexts.Fails = true;
        var again = await SendAsync(page, message);

        Assert.Null(again.Refused);
        Assert.Equal(first.Conversation, again.Conversation);
        Assert.Equal("Did it arrive?", page.Find("article[data-role=user] .user-text").TextContent);
        Assert.Contains("The message was accepted", page.Find("[data-again]").ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".chat-empty"));
        _contexts.Fails = false;
        await page.Find("[data-again]").ClickAsync(new MouseEventArgs());
        Assert.Empty(page.FindAll("[data-again]"));
        await Eventually.TrueAsync(() => page.FindAll("article[data-role=assistant] .reply-text").Any(reply => reply.TextContent.Trim().Length > 0), "the reply is shown");
    }

    [Fact]
    public async Task Send_WithAFileThatCannotBeReadNow_IsAcceptedAndShowsItOnceItCan()
    {
        var file = await _server.Container.GetRequiredService<IDbContextFactory<AppDbContext>>().AddFileAsync(_ownerId, "harbour.txt", "The harbour opens at six.");
        var page = await OpenAsync();

        _contexts.Fails = true;
        var answer = await SendAsync(page, Written("When does it open?") with { Files = [PublicId.Format(PublicId.File, file.Id)] });

        Assert.Null(answer.Refused);
        Assert.Equal("When does it open?", page.Find("article[data-role=user] .user-text").TextContent);
        Assert.Empty(page.FindAll(".file-chip"));
        _contexts.Fails = false;
        await page.Find("[data-again]").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => page.FindAll(".file-chip").Count == 1, "the file is shown");
    }

    [Fact]
    public async Task Send_IdOfAnotherMessage_IsTakenForArrived()
    {
        var page = await OpenAsync();
        var first = await SendAsync(page, Written("As it was written.") with { IsHere = false });

        var there = await SendAsync(page, Written("As it is told now.") with { Conversation = first.Conversation });
        var somewhere = await SendAsync(page, Written("As it is told now."));

        Assert.Null(there.Refused);
        Assert.Equal(first.Conversation, there.Conversation);
        Assert.Null(somewhere.Refused);
        Assert.Equal("new", somewhere.Conversation); // Which one it made then is not told.
        await using var db = _server.OpenDatabase();
        Assert.Equal(["As it was written."], await db.Messages.Where(m => m.OwnerId == _ownerId && m.Role == MessageRole.User).Select(m => m.Text).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Send_FirstMessage_IsHeldAsCameWithItWhateverIsChosenByNow()
    {
        var page = await OpenAsync();
        var opening = new WrittenOpening(Temporary: true, Instructions: "Answer briefly.", Temperature: 0.5, MaxTokens: 99, UsesLibrary: true);

        var answer = await SendAsync(page, Written("Between us.") with { Model = OfflineAssistant.Key, Opening = opening });

        Assert.Null(answer.Refused);
        Assert.Single(page.FindAll(".temporary-note"));
        var held = await _server.Container.GetRequiredService<ReadConversationSettings>().RunAsync(_ownerId, Guid.Parse(answer.Conversation), Cancellation);
        var expected = ConversationSettings.None with
        {
            ModelKey = OfflineAssistant.Key,
            Temporary = true,
            Instructions = "Answer briefly.",
            Temperature = 0.5,
            MaxOutputTokens = 99,
            UsesLibrary = true,
        };
        Assert.Equal(expected, held.Value);
    }

    [Fact]
    public async Task Send_WithWhatNobodyCouldChoose_IsRefusedAndStoresNothing()
    {
        var stranger = await _server.AddUserAsync();
        var foreign = new Conversation
        {
            Id = Guid.CreateVersion7(),
            OwnerId = stranger.Id,
            Title = "Foreign",
            Summary = "Secret",
            CreatedAt = TimeProvider.System.GetUtcNow(),
            LastActiveAt = TimeProvider.System.GetUtcNow(),
        };
        await using var db = _server.OpenDatabase();
        db.Add(foreign);
        await db.SaveChangesAsync(Cancellation);
        var page = await OpenAsync();
        (string? Model, WrittenOpening Opening)[] unheard =
        [
            ("nobody/nothing", new WrittenOpening()),
            (null, new WrittenOpening(Temperature: 3)),
            (null, new WrittenOpening(MaxTokens: 0)),
            (null, new WrittenOpening(Instructions: new string('x', Conversation.MaxInstructionsLength + 1))),
            (null, new WrittenOpening(CarryFrom: PublicId.Format(PublicId.Session, foreign.Id))),
        ];

        foreach (var (model, opening) in unheard)
        {
            var answer = await SendAsync(page, Written("Take it or leave it.") with { Model = model, Opening = opening });
            Assert.NotNull(answer.Refused);
            Assert.Equal("new", answer.Conversation);
        }

        Assert.False(await db.Conversations.AnyAsync(c => c.OwnerId == _ownerId, Cancellation));
    }

    /// <summary>A first message of a new chat; all of them have the same id.</summary>
    private static WrittenMessage Written(string text) => new(text, "made-by-a-browser", "new");

    private static Task<SendAnswer> SendAsync(IRenderedComponent<ChatPage> page, WrittenMessage message) =>
        page.InvokeAsync(() => page.FindComponent<Composer>().Instance.SendWrittenAsync(message));

    private async Task<IRenderedComponent<ChatPage>> OpenAsync()
    {
        var page = _pages.Render<ChatPage>();
        await Eventually.TrueAsync(() => page.FindComponents<Composer>().Count == 1, "a message can be written");
        return page;
    }

    private async Task IsAnsweredAsync(SendAnswer answer)
    {
        Assert.Null(answer.Refused);
        var id = Guid.Parse(answer.Conversation);
        await Eventually.TrueAsync(
            async () =>
            {
                await using var db = _server.OpenDatabase();
                return await db.Messages.AnyAsync(m => m.ConversationId == id && m.Role == MessageRole.Assistant && m.Status == MessageStatus.Complete, Cancellation);
            },
            "the reply is complete");
    }
}
