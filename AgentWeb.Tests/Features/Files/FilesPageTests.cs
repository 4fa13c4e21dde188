using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Messaging;
using AgentWeb.Features.Files;
using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.Files;

/// <summary>What a person does with files while others change them too.</summary>
public sealed class FilesPageTests : IAsyncLifetime
{
    private SidebarStage _stage = null!;

    public async ValueTask InitializeAsync()
    {
        _stage = await SidebarStage.StartAsync();
        var services = _stage.Pages.Services;
        services.AddSingleton(new ListFiles(_stage.Contexts));
        services.AddSingleton(new GetFile(_stage.Contexts));
        services.AddSingleton(new ReadFileText(_stage.Contexts));
        services.AddSingleton(ActivatorUtilities.CreateInstance<ReadFileUsage>(_stage.Host.Services, _stage.Contexts));
        services.AddSingleton(ActivatorUtilities.CreateInstance<DeleteFile>(_stage.Host.Services, _stage.Contexts));
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Delete_WhileTheListIsReadAnew_TakesItsRowAwayAtOnce()
    {
        await StoreAsync("harbour.txt", "market.txt");
        var page = _stage.Pages.Render<FilesPage>();
        await Eventually.TrueAsync(() => page.FindAll(".file-name").Count == 2, "the files are listed");
        await SidebarStage.Button(page.Find(".files"), "Delete harbour.txt").ClickAsync(new MouseEventArgs());
        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;

        var deleting = SidebarStage.Button(page.Find(".file-confirm"), "Delete").ClickAsync(new MouseEventArgs());
        _stage.Contexts.Let(1); // It is deleted, which is told, and the list is read; whoever was told reads it too.
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 3, "the list is read for the second time");
        _stage.Contexts.Let(1);
        await deleting;

        Assert.Equal(["market.txt"], page.FindAll(".file-name").Select(name => name.TextContent));
        _stage.Contexts.Holds = false;
        _stage.Contexts.Let(1);
    }

    [Fact]
    public async Task Older_AskedForWhileTheListIsReadAnew_StayShown()
    {
        await StoreAsync([.. Enumerable.Range(0, 51).Select(i => $"Number {i}.txt")]);
        var page = await OpenAsync(shown: 50);
        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;
        _stage.Host.Get<FileChanges>().Publish(_stage.OwnerId, Guid.CreateVersion7());
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 1, "what changed is read");
        _stage.Contexts.Let(1);
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 2, "the list is read anew");
        _stage.Contexts.Holds = false;

        await SidebarStage.Button(page.Find(".files"), "Show older").ClickAsync(new MouseEventArgs());
        Assert.Equal(51, Names(page).Count);
        await StoreAsync("new.txt"); // By which it is seen that what was begun before came to its end.
        _stage.Contexts.Let(1);
        await Eventually.TrueAsync(() => Names(page)[0] == "new.txt", "it is read");

        Assert.Equal(52, Names(page).Count);
    }

    [Fact]
    public async Task Older_ReadAnewBeforeTheyCame_AreShownOnce()
    {
        await StoreAsync([.. Enumerable.Range(0, 51).Select(i => $"Number {i}.txt")]);
        var page = await OpenAsync(shown: 50);
        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;
        var older = SidebarStage.Button(page.Find(".files"), "Show older").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 1, "older ones are being read");
        _stage.Contexts.Holds = false;

        await StoreAsync("new.txt");
        _stage.Host.Get<FileChanges>().Publish(_stage.OwnerId, Guid.CreateVersion7());
        await Eventually.TrueAsync(() => Names(page).Count == 52, "the list is read anew, with the older ones");
        _stage.Contexts.Let(1);
        await older;

        Assert.Equal(52, Names(page).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(52, Names(page).Count);
    }

    [Fact]
    public async Task List_MoreThanAPageOfTheStore_StaysAsLongWhenItIsReadAnew()
    {
        await StoreAsync([.. Enumerable.Range(0, 230).Select(i => $"Number {i}.txt")]);
        var page = await OpenAsync(shown: 50);
        for (var shown = 100; shown <= 250; shown += 50)
        {
            await SidebarStage.Button(page.Find(".files"), "Show older").ClickAsync(new MouseEventArgs());
            Assert.Equal(Math.Min(shown, 230), Names(page).Count);
        }

        await StoreAsync("new.txt");
        _stage.Host.Get<FileChanges>().Publish(_stage.OwnerId, Guid.CreateVersion7());
        await Eventually.TrueAsync(() => Names(page)[0] == "new.txt", "the list is read anew");

        Assert.Equal(231, Names(page).Count);
    }

    [Fact]
    public async Task Progress_OfAFileThatIsShown_ReadsThatFileAndNothingElse()
    {
        await StoreAsync([.. Enumerable.Range(0, 50).Select(i => $"Number {i}.txt")]);
        var page = await OpenAsync(shown: 50);
        await Eventually.TrueAsync(() => page.FindAll(".files-usage").Count == 1, "all is read");
        var asked = _stage.Contexts.Asked;

        await ChangeAsync("Number 7.txt", FileStatus.Processing, progress: 0.25);

        await Eventually.TrueAsync(() => page.FindAll("progress[value='0.25']").Count == 1, "how far it is is shown");
        Assert.Equal(asked + 1, _stage.Contexts.Asked);
        Assert.Equal(50, Names(page).Count);
    }

    [Fact]
    public async Task Change_OfAFileThatIsGone_TakesItsRowAway()
    {
        await StoreAsync("harbour.txt", "market.txt");
        var page = await OpenAsync(shown: 2);
        await Eventually.TrueAsync(() => page.FindAll(".files-usage").Count == 1, "all is read");

        await RemoveAsync("harbour.txt");

        await Eventually.TrueAsync(() => Names(page).Count == 1, "the list is read anew");
        Assert.Equal(["market.txt"], Names(page));
        Assert.Contains("in 1 files", page.Find(".files-usage").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_OfAFileThatTheSearchLeavesOut_ReadsTheListOnceAndThenThatFileAlone()
    {
        await StoreAsync("harbour.txt");
        var page = await OpenAsync(shown: 1);
        await SearchAsync(page, "harbour");
        await StoreAsync("new.txt");
        await ChangeAsync("new.txt", FileStatus.Processing, progress: 0.25);
        await Eventually.TrueAsync(() => Uses(page, files: 2), "what is used is read, although the file is not listed");
        var asked = _stage.Contexts.Asked;

        await ChangeAsync("new.txt", FileStatus.Processing, progress: 0.5);
        await Eventually.TrueAsync(() => _stage.Contexts.Asked > asked, "its step is read");
        await ChangeAsync("harbour.txt", FileStatus.Processing, progress: 0.75);
        await Eventually.TrueAsync(() => page.FindAll("progress[value='0.75']").Count == 1, "a step of one that is listed is shown");

        Assert.Equal(asked + 2, _stage.Contexts.Asked);
        Assert.Equal(["harbour.txt"], Names(page));
    }

    [Fact]
    public async Task Progress_OfAFileBelowThoseThatAreListed_ReadsThatFileAndNothingElse()
    {
        string[] names = [.. Enumerable.Range(0, 51).Select(i => $"Number {i}.txt")];
        await StoreAsync(names);
        var page = await OpenAsync(shown: 50);
        var below = Assert.Single(names.Except(Names(page), StringComparer.Ordinal));
        var asked = _stage.Contexts.Asked;

        await ChangeAsync(below, FileStatus.Processing, progress: 0.5);
        await Eventually.TrueAsync(() => _stage.Contexts.Asked > asked, "its step is read");
        await ChangeAsync(Names(page)[0], FileStatus.Processing, progress: 0.75);
        await Eventually.TrueAsync(() => page.FindAll("progress[value='0.75']").Count == 1, "a step of one that is listed is shown");

        Assert.Equal(asked + 2, _stage.Contexts.Asked);
    }

    [Fact]
    public async Task Change_OfANewFileThatTheSearchFinds_ListsIt()
    {
        await StoreAsync("harbour.txt", "market.txt");
        var page = await OpenAsync(shown: 2);
        await SearchAsync(page, "harbour");

        await StoreAsync("new harbour.txt");
        await ChangeAsync("new harbour.txt", FileStatus.Processing, progress: 0.25);

        await Eventually.TrueAsync(() => Names(page).Count == 2, "the list is read anew");
        Assert.Equal(["new harbour.txt", "harbour.txt"], Names(page));
    }

    [Fact]
    public async Task Change_OfAFileThatTheSearchLeavesOutAndIsGone_ShowsWhatIsUsed()
    {
        await StoreAsync("harbour.txt", "market.txt");
        var page = await OpenAsync(shown: 2);
        await SearchAsync(page, "harbour");
        Assert.True(Uses(page, files: 2));

        await RemoveAsync("market.txt");

        await Eventually.TrueAsync(() => Uses(page, files: 1), "what is used is read");
        Assert.Equal(["harbour.txt"], Names(page));
    }

    [Fact]
    public async Task Search_RenderedWhileLettersAreOnTheirWay_LeavesThemInTheField()
    {
        var page = await OpenAsync(shown: 0);

        Assert.Equal(["value"], await page.InvokeAsync(() => TypedFields.FollowedIn(page.Instance)));
    }

    private static IReadOnlyList<string> Names(IRenderedComponent<FilesPage> page) => [.. page.FindAll(".file-name").Select(name => name.TextContent)];

    private static bool Uses(IRenderedComponent<FilesPage> page, int files) =>
        page.Find(".files-usage").TextContent.Contains($"in {files} files", StringComparison.Ordinal);

    private static async Task SearchAsync(IRenderedComponent<FilesPage> page, string name)
    {
        await page.Find("input[type=search]").InputAsync(new ChangeEventArgs { Value = name });
        Assert.Equal([$"{name}.txt"], Names(page));
    }

    private async Task<IRenderedComponent<FilesPage>> OpenAsync(int shown)
    {
        var page = _stage.Pages.Render<FilesPage>();
        await Eventually.TrueAsync(() => Names(page).Count == shown, "the files are listed");
        return page;
    }

    /// <summary>Changes a file as its processing does.</summary>
    private async Task ChangeAsync(string name, FileStatus status, double progress)
    {
        await using var db = await _stage.Host.Contexts.CreateDbContextAsync();
        var file = await db.Files.SingleAsync(f => f.Name == name);
        (file.Status, file.Progress) = (status, progress);
        await db.SaveChangesAsync();
        _stage.Host.Get<FileChanges>().Publish(_stage.OwnerId, file.Id);
    }

    /// <summary>Deletes a file as somebody does elsewhere.</summary>
    private async Task RemoveAsync(string name)
    {
        await using var db = await _stage.Host.Contexts.CreateDbContextAsync();
        var gone = await db.Files.SingleAsync(f => f.Name == name);
        db.Files.Remove(gone);
        await db.SaveChangesAsync();
        _stage.Host.Get<FileChanges>().Publish(_stage.OwnerId, gone.Id);
    }

    private async Task StoreAsync(params string[] names)
    {
        await using var db = await _stage.Host.Contexts.CreateDbContextAsync();
        db.Files.AddRange(names.Select(New));
        await db.SaveChangesAsync();
    }

    private StoredFile New(string name) => new()
    {
        Id = Guid.CreateVersion7(),
        OwnerId = _stage.OwnerId,
        Name = name,
        ContentType = "text/plain",
        Hash = new string('0', 64),
        Status = FileStatus.Completed,
    };
}
