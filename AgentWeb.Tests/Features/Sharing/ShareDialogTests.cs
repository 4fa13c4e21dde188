using AgentWeb.Core.Sharing;
using AgentWeb.Features.Sharing;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.Sharing;

public sealed class ShareDialogTests : IAsyncLifetime
{
    private const string NoLink = "No link to this conversation works at the moment.";

    private SidebarStage _stage = null!;
    private Guid _conversationId;

    public async ValueTask InitializeAsync()
    {
        _stage = await SidebarStage.StartAsync();
        _conversationId = (await _stage.Host.AnsweredAsync(_stage.OwnerId, "Roses", "Red.")).ConversationId;
        var services = _stage.Pages.Services;
        services.AddSingleton(ActivatorUtilities.CreateInstance<ShareConversation>(_stage.Host.Services, _stage.Contexts));
        services.AddSingleton(ActivatorUtilities.CreateInstance<RevokeShare>(_stage.Host.Services, _stage.Contexts));
        services.AddSingleton(ActivatorUtilities.CreateInstance<ListShares>(_stage.Host.Services, _stage.Contexts));
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Open_WithoutLinks_SaysSoUntilOneIsMade()
    {
        var dialog = await OpenAsync();
        Assert.Contains(NoLink, dialog.Find("dialog").TextContent, StringComparison.Ordinal);

        await SidebarStage.Button(dialog.Find("dialog"), "Create link").ClickAsync(new MouseEventArgs());
        Assert.Single(dialog.FindAll(".share-links li"));
        Assert.DoesNotContain(NoLink, dialog.Find("dialog").TextContent, StringComparison.Ordinal);

        await SidebarStage.Button(dialog.Find("dialog"), "Revoke").ClickAsync(new MouseEventArgs());
        Assert.Contains(NoLink, dialog.Find("dialog").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DatabaseDoesNotAnswer_SaysSoAndNotThatThereIsNone()
    {
        _stage.Contexts.Fails = true;
        var dialog = await OpenAsync();

        Assert.Single(dialog.FindAll("[role=alert]"));
        Assert.DoesNotContain(NoLink, dialog.Find("dialog").TextContent, StringComparison.Ordinal);
        _stage.Contexts.Fails = false;
        await SidebarStage.Button(dialog.Find("dialog"), "Create link").ClickAsync(new MouseEventArgs());

        Assert.Single(dialog.FindAll(".share-links li"));
        Assert.Empty(dialog.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Open_CannotBeRead_IsReadWhenAskedAgain()
    {
        await SidebarStage.Button((await OpenAsync()).Find("dialog"), "Create link").ClickAsync(new MouseEventArgs());

        _stage.Contexts.Fails = true;
        var dialog = await OpenAsync();
        Unread.IsSaid(dialog);
        Assert.Empty(dialog.FindAll(".share-links"));
        _stage.Contexts.Fails = false;
        await Unread.AgainAsync(_stage.Pages, dialog, "#share-title");

        Assert.Single(dialog.FindAll(".share-links li"));
        Assert.Empty(dialog.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Revoke_NothingCanBeReadEither_StillSaysSoOnceTheLinksAreReadAgain()
    {
        var dialog = await OpenAsync();
        await SidebarStage.Button(dialog.Find("dialog"), "Create link").ClickAsync(new MouseEventArgs());

        _stage.Contexts.Fails = true;
        await SidebarStage.Button(dialog.Find(".share-links"), "Revoke").ClickAsync(new MouseEventArgs());
        Assert.Equal(2, dialog.FindAll("[role=alert]").Count);
        Assert.Single(dialog.FindAll(".share-links li"));
        _stage.Contexts.Fails = false;
        await Unread.AgainAsync(_stage.Pages, dialog, "#share-title");

        Assert.Contains("Nothing was changed.", Assert.Single(dialog.FindAll("[role=alert]")).TextContent, StringComparison.Ordinal);
        Assert.Single(dialog.FindAll(".share-links li"));
    }

    private async Task<IRenderedComponent<ShareDialog>> OpenAsync()
    {
        var dialog = _stage.Pages.Render<ShareDialog>(parameters => parameters.Add(share => share.OwnerId, _stage.OwnerId));
        await dialog.InvokeAsync(() => dialog.Instance.OpenAsync(_conversationId));
        return dialog;
    }
}
