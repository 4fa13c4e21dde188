using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Features.Files;
using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.Files;

public sealed class PassagePanelTests : IAsyncLifetime
{
    private SidebarStage _stage = null!;

    public async ValueTask InitializeAsync()
    {
        _stage = await SidebarStage.StartAsync();
        _stage.Pages.Services.AddSingleton(new ReadPassage(_stage.Contexts));
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Open_CannotBeRead_IsReadWhenAskedAgain()
    {
        var file = await _stage.Host.Contexts.AddFileAsync(_stage.OwnerId, "harbour.txt", "Ships.", "Cranes.");
        var panel = Render();

        _stage.Contexts.Fails = true;
        await OpenAsync(panel, file, passage: 1);
        Unread.IsSaid(panel);
        Assert.Equal("harbour.txt", panel.Find("h2").TextContent);
        Assert.Empty(panel.FindAll("mark"));
        _stage.Contexts.Fails = false;
        await Unread.AgainAsync(_stage.Pages, panel, "#passage-title");

        Assert.Equal("Cranes.", panel.Find("mark").TextContent);
        Assert.Equal(["show", "toCited"], Told()); // Shown once: the panel would else forget what opened it, and take the focus.
    }

    [Fact]
    public async Task Open_FileWasDeleted_SaysSoAndOffersNothing()
    {
        var panel = Render();

        await OpenAsync(panel, new() { Id = Guid.CreateVersion7(), Name = "harbour.txt", ContentType = "text/plain", Hash = new string('0', 64) }, passage: 0);

        Assert.Contains("This file was deleted.", panel.Find(".passage-note").TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll(Unread.Alert));
    }

    [Fact]
    public async Task Open_AnotherOpenedMeanwhile_ShowsThatOne()
    {
        var file = await _stage.Host.Contexts.AddFileAsync(_stage.OwnerId, "harbour.txt", "Ships.", "Cranes.");
        var panel = Render();
        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;

        var first = OpenAsync(panel, file, passage: 0);
        var second = OpenAsync(panel, file, passage: 1);
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 2, "both are being read");
        _stage.Contexts.Let(2);
        await Task.WhenAll(first, second);

        Assert.Equal("Cranes.", panel.Find("mark").TextContent);
        Assert.Equal(["show"], Told());
    }

    [Fact]
    public async Task Close_WhileItIsReadAgain_StaysClosed()
    {
        var file = await _stage.Host.Contexts.AddFileAsync(_stage.OwnerId, "harbour.txt", "Ships.");
        var panel = Render();
        _stage.Contexts.Fails = true;
        await OpenAsync(panel, file, passage: 0);
        (_stage.Contexts.Fails, _stage.Contexts.Holds) = (false, true);

        var again = SidebarStage.Button(panel.Find(Unread.Alert), "Try again").ClickAsync(new MouseEventArgs());
        await SidebarStage.Button(panel.Find("header"), "Close the passage").ClickAsync(new MouseEventArgs());
        _stage.Contexts.Let(1);
        await again;

        Assert.Empty(panel.FindAll("aside"));
    }

    [Fact]
    public async Task Open_AnotherConversationShownMeanwhile_StaysClosed()
    {
        var file = await _stage.Host.Contexts.AddFileAsync(_stage.OwnerId, "harbour.txt", "Ships.");
        var panel = Render();
        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;

        var opening = OpenAsync(panel, file, passage: 0);
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 1, "it is being read");
        Guid? another = Guid.CreateVersion7();
        panel.Render(parameters => parameters.Add(p => p.ConversationId, another));
        _stage.Contexts.Let(1);
        await opening;

        Assert.Empty(panel.FindAll("aside"));
        Assert.Empty(Told());
    }

    private static Task OpenAsync(IRenderedComponent<PassagePanel> panel, StoredFile file, int passage) =>
        panel.InvokeAsync(() => panel.Instance.OpenAsync(new() { Number = 1, FileId = file.Id, Passage = passage, FileName = file.Name }));

    private IRenderedComponent<PassagePanel> Render()
    {
        Guid? conversationId = Guid.CreateVersion7();
        return _stage.Pages.Render<PassagePanel>(parameters => parameters
            .Add(panel => panel.OwnerId, _stage.OwnerId)
            .Add(panel => panel.ConversationId, conversationId));
    }

    /// <summary>What the panel's script was told to do.</summary>
    private IEnumerable<string?> Told() => _stage.Pages.JSInterop.Invocations["agentweb.call"]
        .Where(call => call.Arguments[0] is "/Features/Files/PassagePanel.razor.js").Select(call => call.Arguments[1] as string);
}
