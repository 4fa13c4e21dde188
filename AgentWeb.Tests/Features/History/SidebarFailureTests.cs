using AgentWeb.Core.Conversations;
using AgentWeb.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace AgentWeb.Tests.Features.History;

/// <summary>The sidebar outlives a database that does not answer: it says so, keeps what was typed and chosen, and goes on.</summary>
public sealed class SidebarFailureTests : IAsyncLifetime
{
    private const string Alert = "[role=alert]";
    private const string Unavailable = "Nothing was changed.";

    private SidebarStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await SidebarStage.StartAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData("Pin")]
    [InlineData("Archive")]
    [InlineData("Delete")]
    public async Task Action_DatabaseDoesNotAnswer_SaysSoAndWorksOnceItDoes(string action)
    {
        await _stage.StoreAsync("Roses", "Tulips");
        var page = await _stage.RenderAsync();

        _stage.Contexts.Fails = true;
        await SidebarStage.ChooseAsync(page, "Tulips", action);

        Assert.Contains(Unavailable, page.Find(Alert).TextContent, StringComparison.Ordinal);
        Assert.Equal(["Roses", "Tulips"], SidebarStage.Titles(page));
        _stage.Contexts.Fails = false;
        await SidebarStage.ChooseAsync(page, "Tulips", action);
        Assert.Empty(page.FindAll(Alert));
        string[] listed = action is "Pin" ? ["Tulips", "Roses"] : ["Roses"];
        Assert.Equal(listed, SidebarStage.Titles(page));
    }

    [Fact]
    public async Task Rename_Refused_KeepsWhatWasTypedBesideTheReason()
    {
        await _stage.StoreAsync("Roses");
        var page = await _stage.RenderAsync();
        await SidebarStage.ChooseAsync(page, "Roses", "Rename");

        _stage.Contexts.Fails = true;
        await TypeAsync(page, "Red roses");
        await page.Find(".row-rename").SubmitAsync(EventArgs.Empty);
        await page.Find(".row-rename input").BlurAsync(new FocusEventArgs());

        Assert.Contains(Unavailable, page.Find(".row-rename [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Red roses", page.Find(".row-rename input").GetAttribute("value"));
        Assert.Equal(page.Find(".row-rename [role=alert]").Id, page.Find(".row-rename input").GetAttribute("aria-describedby"));
        _stage.Contexts.Fails = false;
        await page.Find(".row-rename").SubmitAsync(EventArgs.Empty);
        Assert.Equal(["Red roses"], SidebarStage.Titles(page));
    }

    [Fact]
    public async Task RenameFolder_NameOfAnother_SaysSoAtTheFieldUntilAnotherIsTyped()
    {
        await _stage.StoreAsync("Roses");
        await CreateFolderAsync("Home");
        await CreateFolderAsync("Work");
        var page = await _stage.RenderAsync();
        await page.FindAll("button.folder").Single(folder => folder.TextContent.Contains("Work", StringComparison.Ordinal)).ClickAsync(new MouseEventArgs());
        await SidebarStage.Button(page.Find(".folder-head"), "Rename").ClickAsync(new MouseEventArgs());

        await TypeAsync(page, "home");
        await page.Find(".row-rename").SubmitAsync(EventArgs.Empty);

        Assert.Equal("You have a folder of that name already.", page.Find(".folder-head [role=alert]").TextContent);
        Assert.Equal("home", page.Find(".row-rename input").GetAttribute("value"));
        await TypeAsync(page, "Garden");
        Assert.Empty(page.FindAll(Alert));
        await page.Find(".row-rename").SubmitAsync(EventArgs.Empty);
        Assert.Equal("Garden", page.Find(".sidebar-back").TextContent.Trim());
    }

    [Fact]
    public async Task RenameFolder_Escape_GivesItUp()
    {
        await CreateFolderAsync("Work");
        var page = await _stage.RenderAsync();
        await page.Find("button.folder").ClickAsync(new MouseEventArgs());
        await SidebarStage.Button(page.Find(".folder-head"), "Rename").ClickAsync(new MouseEventArgs());

        await TypeAsync(page, "Something else");
        await page.Find(".row-rename input").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });

        Assert.Equal("Work", page.Find(".sidebar-back").TextContent.Trim());
    }

    [Fact]
    public async Task DeleteFolder_DatabaseDoesNotAnswer_SaysSoAndStaysInIt()
    {
        await _stage.StoreAsync("Roses");
        await CreateFolderAsync("Work");
        var page = await _stage.RenderAsync();
        await page.Find("button.folder").ClickAsync(new MouseEventArgs());

        _stage.Contexts.Fails = true;
        await SidebarStage.Button(page.Find(".folder-head"), "Delete, keep conversations").ClickAsync(new MouseEventArgs());

        Assert.Contains(Unavailable, page.Find(Alert).TextContent, StringComparison.Ordinal);
        _stage.Contexts.Fails = false;
        await SidebarStage.Button(page.Find(".folder-head"), "Delete, keep conversations").ClickAsync(new MouseEventArgs());
        Assert.Empty(page.FindAll(".folder-head"));
        Assert.Equal(["Roses"], SidebarStage.Titles(page));
    }

    [Fact]
    public async Task Selection_DatabaseDoesNotAnswer_StaysChosen()
    {
        await _stage.StoreAsync("Roses", "Tulips", "Lilies");
        var page = await _stage.RenderAsync();
        await SidebarStage.ChooseAsync(page, "Roses", "Select");
        await page.FindAll("input[data-select]")[2].ClickAsync(new MouseEventArgs());

        _stage.Contexts.Fails = true;
        await SidebarStage.Button(page.Find("[role=toolbar]"), "Delete").ClickAsync(new MouseEventArgs());

        Assert.Equal("2 selected", page.Find(".selection-count").TextContent);
        Assert.Contains(Unavailable, page.Find(Alert).TextContent, StringComparison.Ordinal);
        _stage.Contexts.Fails = false;
        await SidebarStage.Button(page.Find("[role=toolbar]"), "Delete").ClickAsync(new MouseEventArgs());
        Assert.Equal(["Tulips"], SidebarStage.Titles(page));
        Assert.Empty(page.FindAll("[role=toolbar]"));
    }

    [Fact]
    public async Task Undo_DatabaseDoesNotAnswer_CanBeTriedAgain()
    {
        await _stage.StoreAsync("Roses", "Tulips");
        var page = await _stage.RenderAsync();
        await SidebarStage.ChooseAsync(page, "Roses", "Delete");

        _stage.Contexts.Fails = true;
        await SidebarStage.Button(page.Find(".undo"), "Undo").ClickAsync(new MouseEventArgs());
        Assert.Contains(Unavailable, page.Find(Alert).TextContent, StringComparison.Ordinal);
        _stage.Contexts.Fails = false;
        await SidebarStage.Button(page.Find(".undo"), "Undo").ClickAsync(new MouseEventArgs());

        Assert.Equal(["Roses", "Tulips"], SidebarStage.Titles(page));
        Assert.Empty(page.FindAll(".undo"));
    }

    [Fact]
    public async Task List_CannotBeRead_SaysSoAndIsReadWhenAskedAgain()
    {
        await _stage.StoreAsync("Roses");
        _stage.Contexts.Fails = true;
        var page = await _stage.RenderAsync();

        Assert.Single(page.FindAll(Alert));
        Assert.Empty(page.FindAll(".sidebar-empty"));
        _stage.Contexts.Fails = false;
        await SidebarStage.Button(page.Find(Alert), "Try again").ClickAsync(new MouseEventArgs());

        Assert.Equal(["Roses"], SidebarStage.Titles(page));
        Assert.Empty(page.FindAll(Alert));
    }

    [Fact]
    public async Task Archive_CannotBeRead_IsNotSaidToBeEmpty()
    {
        await _stage.StoreAsync("Roses");
        var page = await _stage.RenderAsync();

        _stage.Contexts.Fails = true;
        await page.Find(".sidebar-archive").ClickAsync(new MouseEventArgs());

        Assert.Empty(page.FindAll(".sidebar-empty"));
        _stage.Contexts.Fails = false;
        await SidebarStage.Button(page.Find(Alert), "Try again").ClickAsync(new MouseEventArgs());
        Assert.Contains("Nothing was archived yet.", page.Find(".sidebar-empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_CannotBeRead_AreReadByTheSameButton()
    {
        await _stage.StoreAsync([.. Enumerable.Range(0, 60).Select(i => $"Number {i}")]);
        var page = await _stage.RenderAsync();
        Assert.Equal(50, SidebarStage.Titles(page).Count);

        _stage.Contexts.Fails = true;
        await page.Find(".sidebar-more").ClickAsync(new MouseEventArgs());
        Assert.Single(page.FindAll(Alert));
        _stage.Contexts.Fails = false;
        await page.Find(".sidebar-more").ClickAsync(new MouseEventArgs());

        Assert.Equal(60, SidebarStage.Titles(page).Count);
        Assert.Empty(page.FindAll(".sidebar-more"));
    }

    private static Task TypeAsync(IRenderedComponent<Sidebar> page, string text) =>
        page.Find(".row-rename input").InputAsync(new ChangeEventArgs { Value = text });

    private async Task CreateFolderAsync(string name) =>
        Assert.True((await _stage.Host.Get<CreateFolder>().RunAsync(_stage.OwnerId, name, CancellationToken.None)).Succeeded);
}
