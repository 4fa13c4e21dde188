using AgentWeb.Core.Conversations;
using AgentWeb.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace AgentWeb.Tests.Features.History;

public sealed class OrganisePanelTests : IAsyncLifetime
{
    private SidebarStage _stage = null!;
    private ConversationSummary _roses = null!;
    private bool _closed;

    public async ValueTask InitializeAsync()
    {
        _stage = await SidebarStage.StartAsync();
        await _stage.StoreAsync("Roses");
        _roses = await ReadAsync();
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Save_NameOfAFolderThatIsThere_SaysSoAtTheField()
    {
        Assert.True((await _stage.Host.Get<CreateFolder>().RunAsync(_stage.OwnerId, "Garden", CancellationToken.None)).Succeeded);
        var panel = Render();

        await FillAsync(panel, folder: "garden", tags: "red");
        await panel.Find("form").SubmitAsync(EventArgs.Empty);

        Assert.False(_closed);
        Assert.Equal("You have a folder of that name already.", panel.Find("#organise-folder-problem").TextContent);
        Assert.Equal(("garden", "organise-folder-problem"), (panel.Find("#organise-new").GetAttribute("value"), panel.Find("#organise-new").GetAttribute("aria-describedby")));
        Assert.Empty((await ReadAsync()).Tags);
    }

    [Fact]
    public async Task Save_DatabaseFailsBehindTheFolder_MakesItOnceWhenTriedAgain()
    {
        var panel = Render();
        await FillAsync(panel, folder: "Garden", tags: "red, ,red, a,very,much,too,long,list,of,tags,that,nobody,would,ever,want,to,put,on,one,conversation,alone,or,so");
        await panel.Find("form").SubmitAsync(EventArgs.Empty);
        Assert.Contains("tags", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        _stage.Contexts.Fails = true;
        await FillAsync(panel, folder: "Garden", tags: "red");
        await panel.Find("form").SubmitAsync(EventArgs.Empty);
        Assert.False(_closed);
        Assert.Contains("Nothing was changed.", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        _stage.Contexts.Fails = false;
        await panel.Find("form").SubmitAsync(EventArgs.Empty);

        Assert.True(_closed);
        var folder = Assert.Single(await _stage.Host.Get<ListFolders>().RunAsync(_stage.OwnerId, CancellationToken.None));
        var roses = await ReadAsync();
        Assert.Equal(folder.Id, roses.FolderId);
        Assert.Equal(["red"], roses.Tags);
    }

    private static async Task FillAsync(IRenderedComponent<OrganisePanel> panel, string folder, string tags)
    {
        await panel.Find("#organise-folder").ChangeAsync(new ChangeEventArgs { Value = "new" });
        await panel.Find("#organise-new").InputAsync(new ChangeEventArgs { Value = folder });
        await panel.Find("#organise-tags").InputAsync(new ChangeEventArgs { Value = tags });
    }

    private IRenderedComponent<OrganisePanel> Render() => _stage.Pages.Render<OrganisePanel>(parameters => parameters
        .Add(panel => panel.Items, [_roses])
        .Add(panel => panel.Folders, [])
        .Add(panel => panel.Tags, [])
        .Add(panel => panel.OwnerId, _stage.OwnerId)
        .Add(panel => panel.OnClose, () => _closed = true));

    private async Task<ConversationSummary> ReadAsync() =>
        Assert.Single((await _stage.Host.Get<ListConversations>().RunAsync(_stage.OwnerId, after: null, 10, CancellationToken.None)).Items);
}
