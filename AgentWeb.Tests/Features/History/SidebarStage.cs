using System.Security.Claims;
using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Search;
using AgentWeb.Core.Settings;
using AgentWeb.Features;
using AgentWeb.Features.History;
using AgentWeb.Tests.Fakes;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.History;

/// <summary>The sidebar of somebody, on a database that the test has in its hand.</summary>
internal sealed class SidebarStage : IAsyncDisposable
{
    private SidebarStage(ChatHost host, Guid ownerId, TimeProvider time)
    {
        (Host, OwnerId, Contexts) = (host, ownerId, new(host.Contexts));
        Pages.Services.AddLocalization(options => options.ResourcesPath = "Resources");
        Pages.Services.AddFallbackServiceProvider(host.Services);
        Pages.Services.AddSingleton(time);
        Pages.Services.AddScoped<OpenConversation>();
        Pages.Services.AddScoped<FinishedReplies>();
        Add<ReadUserSettings>();
        Add<ListConversations>();
        Add<GetConversation>();
        Add<ChangeConversation>();
        Add<DeleteConversation>();
        Add<RestoreConversation>();
        Add<ListFolders>();
        Add<ListTags>();
        Add<CreateFolder>();
        Add<RenameFolder>();
        Add<DeleteFolder>();
        Add<SearchConversations>();
        Pages.AddAuthorization().SetAuthorized("ada@example.test").SetClaims(new Claim(ClaimTypes.NameIdentifier, ownerId.ToString()));
        Pages.JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public BunitContext Pages { get; } = new();

    public ChatHost Host { get; }

    public UnsteadyContexts Contexts { get; }

    public Guid OwnerId { get; }

    /// <summary>Somebody new.</summary>
    /// <param name="time">The clock of the page; null for the real one.</param>
    public static async Task<SidebarStage> StartAsync(TimeProvider? time = null)
    {
        var host = await ChatHost.StartAsync();
        return new(host, await host.AddUserAsync(), time ?? TimeProvider.System);
    }

    /// <summary>Stores conversations that were last active one after the other, the first one last; without their messages.</summary>
    public Task StoreAsync(params string[] titles)
    {
        var now = TimeProvider.System.GetUtcNow();
        return StoreAsync([.. titles.Select((title, i) => New(title, now.AddSeconds(-i)))]);
    }

    /// <summary>Stores conversations.</summary>
    public async Task StoreAsync(IReadOnlyList<Conversation> conversations)
    {
        await using var db = await Host.Contexts.CreateDbContextAsync();
        db.AddRange(conversations);
        await db.SaveChangesAsync();
    }

    /// <summary>A conversation that was last active then.</summary>
    public Conversation New(string title, DateTimeOffset at, bool pinned = false) => new()
    {
        Id = Guid.CreateVersion7(at),
        OwnerId = OwnerId,
        Title = title,
        CreatedAt = at,
        LastActiveAt = at,
        Pinned = pinned,
        MessageCount = 2,
        LastSeq = 2,
    };

    /// <summary>The sidebar, once it was read or could not be.</summary>
    public async Task<IRenderedComponent<Sidebar>> RenderAsync()
    {
        var page = Pages.Render<Sidebar>();
        await Eventually.TrueAsync(() => page.FindAll(".sidebar-empty, .sidebar-problem, li[data-session-id]").Count > 0, "the list is read");
        return page;
    }

    /// <summary>How often the browser was told of a finished reply, and what it was told last.</summary>
    public Task<(int Count, object?[] Last)> ToldAsync(IRenderedComponent<Sidebar> page) => page.InvokeAsync(() =>
    {
        var told = Pages.JSInterop.Invocations["agentweb.replyFinished"];
        return (told.Count, told.Count == 0 ? [] : told[^1].Arguments.ToArray());
    });

    /// <summary>What a screen reader was told, one after the other.</summary>
    public Task<IReadOnlyList<string?>> SaidAsync(IRenderedComponent<Sidebar> page) => page.InvokeAsync(
        IReadOnlyList<string?> () => [.. Pages.JSInterop.Invocations["agentweb.announce"].Select(said => said.Arguments[0]?.ToString())]);

    /// <summary>The titles that are listed.</summary>
    public static IReadOnlyList<string> Titles(IRenderedComponent<Sidebar> page) =>
        [.. page.FindAll("li[data-session-id] .sidebar-title").Select(title => title.TextContent)];

    /// <summary>Chooses from the menu of a conversation.</summary>
    public static async Task ChooseAsync(IRenderedComponent<Sidebar> page, string title, string action)
    {
        await Row(page, title).QuerySelector("details")!.TriggerEventAsync("ontoggle", EventArgs.Empty);
        await Button(Row(page, title), action).ClickAsync(new MouseEventArgs());
    }

    /// <summary>A button by its words, or by its label where it has none.</summary>
    public static IElement Button(IParentNode within, string name) => within.QuerySelectorAll("button")
        .First(button => button.TextContent.Trim() == name || button.GetAttribute("aria-label") == name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Pages.DisposeAsync();
        await Host.DisposeAsync();
        Contexts.Dispose();
    }

    private static IElement Row(IRenderedComponent<Sidebar> page, string title) =>
        page.FindAll("li[data-session-id]").First(row => row.QuerySelector(".sidebar-title")?.TextContent == title);

    private void Add<T>()
        where T : class => Pages.Services.AddSingleton(ActivatorUtilities.CreateInstance<T>(Host.Services, Contexts));
}
