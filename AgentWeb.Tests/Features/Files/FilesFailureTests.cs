using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Features.Files;
using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.Files;

/// <summary>What shows files outlives a database that does not answer: it says so, keeps what is shown, and reads again when asked to.</summary>
public sealed class FilesFailureTests : IAsyncLifetime
{
    private const string Alert = "[role=alert]";
    private const string Unread = "div[role=alert]";
    private const string NotDone = "Nothing was changed.";

    private SidebarStage _stage = null!;

    public async ValueTask InitializeAsync()
    {
        _stage = await SidebarStage.StartAsync();
        var services = _stage.Pages.Services;
        services.AddSingleton(new ListFiles(_stage.Contexts));
        services.AddSingleton(new ReadFileText(_stage.Contexts));
        services.AddSingleton(ActivatorUtilities.CreateInstance<ReadFileUsage>(_stage.Host.Services, _stage.Contexts));
        services.AddSingleton(ActivatorUtilities.CreateInstance<DeleteFile>(_stage.Host.Services, _stage.Contexts));
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Page_CannotBeRead_IsReadWhenAskedAgain()
    {
        await StoreAsync("harbour.txt");

        _stage.Contexts.Fails = true;
        var page = _stage.Pages.Render<FilesPage>();
        await Eventually.TrueAsync(() => page.FindAll(Alert).Count == 1, "it says so");
        Assert.Contains("cannot be read at the moment", page.Find(Alert).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(NotDone, page.Find(Alert).TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".files-empty"));
        _stage.Contexts.Fails = false;
        await AgainAsync(page);

        Assert.Equal(["harbour.txt"], Names(page));
        Assert.Empty(page.FindAll(Alert));
    }

    [Fact]
    public async Task Page_OlderCannotBeRead_AreReadByTheSameButton()
    {
        await StoreAsync([.. Enumerable.Range(0, 51).Select(i => $"Number {i}.txt")]);
        var page = await OpenPageAsync(shown: 50);

        _stage.Contexts.Fails = true;
        await SidebarStage.Button(page.Find(".files"), "Show older").ClickAsync(new MouseEventArgs());
        Assert.Single(page.FindAll(Alert));
        Assert.Equal(50, Names(page).Count);
        _stage.Contexts.Fails = false;
        await SidebarStage.Button(page.Find(".files"), "Show older").ClickAsync(new MouseEventArgs());

        Assert.Equal(51, Names(page).Count);
        Assert.Empty(page.FindAll(Alert));
    }

    [Fact]
    public async Task Page_SearchCannotBeRead_OffersNeitherOlderOnesNorOthers()
    {
        await StoreAsync(["harbour.txt", .. Enumerable.Range(0, 50).Select(i => $"Number {i}.txt")]);
        var page = await OpenPageAsync(shown: 50);

        _stage.Contexts.Fails = true;
        await page.Find("input[type=search]").InputAsync(new ChangeEventArgs { Value = "harbour" });
        Assert.Single(page.FindAll(Alert));
        Assert.Empty(Names(page));
        Assert.Empty(page.FindAll(".files-empty"));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Show older");
        _stage.Contexts.Fails = false;
        await AgainAsync(page);

        Assert.Equal(["harbour.txt"], Names(page));
    }

    [Fact]
    public async Task Page_SearchedWhileOlderAreRead_ShowsWhatIsLookedFor()
    {
        await StoreAsync(["harbour.txt", .. Enumerable.Range(0, 50).Select(i => $"Number {i}.txt")]);
        var page = await OpenPageAsync(shown: 50);
        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;

        var older = SidebarStage.Button(page.Find(".files"), "Show older").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 1, "older ones are being read");
        var search = page.Find("input[type=search]").InputAsync(new ChangeEventArgs { Value = "Number 7.txt" });
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 2, "it is being searched");
        _stage.Contexts.Let(1);
        await older;
        Assert.Empty(Names(page));
        _stage.Contexts.Holds = false;
        _stage.Contexts.Let(1);
        await search;

        Assert.Equal(["Number 7.txt"], Names(page));
        Assert.Empty(page.FindAll(Alert));
    }

    [Fact]
    public async Task Page_OlderAskedForTwice_ShowsThemOnce()
    {
        await StoreAsync([.. Enumerable.Range(0, 51).Select(i => $"Number {i}.txt")]);
        var page = await OpenPageAsync(shown: 50);
        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;

        var first = SidebarStage.Button(page.Find(".files"), "Show older").ClickAsync(new MouseEventArgs());
        var second = SidebarStage.Button(page.Find(".files"), "Show older").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 2, "both are being read");
        _stage.Contexts.Let(2);
        await Task.WhenAll(first, second);

        Assert.Equal(51, Names(page).Count);
    }

    [Fact]
    public async Task Page_UseOfAFileCannotBeRead_IsAskedOnceItCan()
    {
        await StoreAsync("harbour.txt");
        var page = await OpenPageAsync(shown: 1);

        _stage.Contexts.Fails = true;
        await page.Find("[data-delete]").ClickAsync(new MouseEventArgs());
        Assert.Single(page.FindAll(Alert));
        Assert.Empty(page.FindAll(".file-confirm"));
        _stage.Contexts.Fails = false;
        await page.Find("[data-delete]").ClickAsync(new MouseEventArgs());

        Assert.Single(page.FindAll(".file-confirm"));
        Assert.Empty(page.FindAll(Alert));
    }

    [Fact]
    public async Task Page_DeletedWhileTheDatabaseDoesNotAnswer_KeepsItAndStillSaysSoOnceItIsReadAgain()
    {
        await StoreAsync("harbour.txt");
        var page = await OpenPageAsync(shown: 1);
        await page.Find("[data-delete]").ClickAsync(new MouseEventArgs());

        _stage.Contexts.Fails = true;
        await SidebarStage.Button(page.Find(".file-confirm"), "Delete").ClickAsync(new MouseEventArgs());

        Assert.Single(page.FindAll(Unread));
        Assert.Equal(2, page.FindAll(Alert).Count);
        Assert.Equal(["harbour.txt"], Names(page));
        _stage.Contexts.Fails = false;
        await AgainAsync(page);
        Assert.Equal(["harbour.txt"], Names(page));
        Assert.Contains(NotDone, Assert.Single(page.FindAll(Alert)).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Picker_CannotBeRead_IsReadWhenAskedAgain()
    {
        await StoreAsync("harbour.txt", "market.txt");
        var picker = _stage.Pages.Render<FilePicker>(parameters => parameters
            .Add(p => p.OwnerId, _stage.OwnerId)
            .Add(p => p.OnChosen, (IReadOnlyList<FileSummary> _) => { }));

        _stage.Contexts.Fails = true;
        await picker.InvokeAsync(() => picker.Instance.OpenAsync());
        Assert.Single(picker.FindAll(Alert));
        Assert.Empty(picker.FindAll(".files-empty"));
        _stage.Contexts.Fails = false;
        await AgainAsync(picker);
        Assert.Equal(2, picker.FindAll(".file-choice").Count);
        Assert.Empty(picker.FindAll(Alert));

        _stage.Contexts.Fails = true;
        await picker.Find("input[type=search]").InputAsync(new ChangeEventArgs { Value = "harbour" });
        Assert.Single(picker.FindAll(Alert));
        Assert.Equal(2, picker.FindAll(".file-choice").Count);
        _stage.Contexts.Fails = false;
        await AgainAsync(picker);
        Assert.Equal("harbour.txt", picker.Find(".attachment-name").TextContent);
        Assert.Single(picker.FindAll(".file-choice"));
    }

    [Fact]
    public async Task Preview_CannotBeRead_ReadsOnWhenAskedAgain()
    {
        await _stage.Host.Contexts.AddFileAsync(_stage.OwnerId, "harbour.txt", [.. Enumerable.Range(0, 21).Select(i => $"Part {i}.")]);
        var file = (await _stage.Host.Get<ListFiles>().RunAsync(_stage.OwnerId, new(), CancellationToken.None)).Files[0];
        var preview = _stage.Pages.Render<FilePreview>(parameters => parameters.Add(p => p.OwnerId, _stage.OwnerId));

        _stage.Contexts.Fails = true;
        await preview.InvokeAsync(() => preview.Instance.OpenAsync(file));
        Assert.Single(preview.FindAll(Alert));
        Assert.DoesNotContain("There is no text to show.", preview.Markup, StringComparison.Ordinal);
        _stage.Contexts.Fails = false;
        await AgainAsync(preview);
        Assert.Equal(20, preview.FindAll(".file-part").Count);

        _stage.Contexts.Fails = true;
        await SidebarStage.Button(preview.Find("dialog"), "Show more").ClickAsync(new MouseEventArgs());
        Assert.Single(preview.FindAll(Alert));
        Assert.Equal(20, preview.FindAll(".file-part").Count);
        _stage.Contexts.Fails = false;
        await AgainAsync(preview);
        Assert.Equal(21, preview.FindAll(".file-part").Count);
        Assert.Empty(preview.FindAll(Alert));
    }

    [Fact]
    public async Task Preview_AnotherOpenedMeanwhile_ShowsThatOneAlone()
    {
        await _stage.Host.Contexts.AddFileAsync(_stage.OwnerId, "harbour.txt", "Ships.");
        await _stage.Host.Contexts.AddFileAsync(_stage.OwnerId, "market.txt", "Apples.");
        var files = (await _stage.Host.Get<ListFiles>().RunAsync(_stage.OwnerId, new(), CancellationToken.None)).Files;
        var preview = _stage.Pages.Render<FilePreview>(parameters => parameters.Add(p => p.OwnerId, _stage.OwnerId));
        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;

        var first = preview.InvokeAsync(() => preview.Instance.OpenAsync(files.Single(file => file.Name == "harbour.txt")));
        var second = preview.InvokeAsync(() => preview.Instance.OpenAsync(files.Single(file => file.Name == "market.txt")));
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 2, "both are being read");
        _stage.Contexts.Let(2);
        await Task.WhenAll(first, second);

        Assert.Equal("market.txt", preview.Find("h2").TextContent);
        Assert.Equal(["Apples."], preview.FindAll(".file-part").Select(part => part.TextContent));
    }

    [Fact]
    public async Task Preview_MoreAskedForTwice_ShowsItOnce()
    {
        await _stage.Host.Contexts.AddFileAsync(_stage.OwnerId, "harbour.txt", [.. Enumerable.Range(0, 21).Select(i => $"Part {i}.")]);
        var file = (await _stage.Host.Get<ListFiles>().RunAsync(_stage.OwnerId, new(), CancellationToken.None)).Files[0];
        var preview = _stage.Pages.Render<FilePreview>(parameters => parameters.Add(p => p.OwnerId, _stage.OwnerId));
        await preview.InvokeAsync(() => preview.Instance.OpenAsync(file));
        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;

        var first = SidebarStage.Button(preview.Find("dialog"), "Show more").ClickAsync(new MouseEventArgs());
        var second = SidebarStage.Button(preview.Find("dialog"), "Show more").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 2, "both are being read");
        _stage.Contexts.Let(2);
        await Task.WhenAll(first, second);

        Assert.Equal(21, preview.FindAll(".file-part").Count);
    }

    /// <summary>Reads again what could not be read. The button goes with that, so the heading is to get the focus.</summary>
    private async Task AgainAsync<T>(IRenderedComponent<T> shown)
        where T : IComponent
    {
        await SidebarStage.Button(shown.Find(Unread), "Try again").ClickAsync(new MouseEventArgs());
        Assert.Empty(shown.FindAll(Unread));
        var given = _stage.Pages.JSInterop.Invocations["agentweb.call"].Last(call => call.Arguments[1] is "regain");
        Assert.NotEmpty(Assert.IsType<ElementReference>(given.Arguments[2]).Id);
        Assert.Equal("-1", shown.Find("h1, h2").GetAttribute("tabindex"));
    }

    private static IReadOnlyList<string> Names(IRenderedComponent<FilesPage> page) => [.. page.FindAll(".file-name").Select(name => name.TextContent)];

    private async Task<IRenderedComponent<FilesPage>> OpenPageAsync(int shown)
    {
        var page = _stage.Pages.Render<FilesPage>();
        await Eventually.TrueAsync(() => Names(page).Count == shown, "the files are listed");
        return page;
    }

    /// <summary>Files as the list shows them; nothing is in them.</summary>
    private async Task StoreAsync(params string[] names)
    {
        await using var db = await _stage.Host.Contexts.CreateDbContextAsync();
        db.Files.AddRange(names.Select(name => new StoredFile
        {
            Id = Guid.CreateVersion7(),
            OwnerId = _stage.OwnerId,
            Name = name,
            ContentType = "text/plain",
            Hash = new string('0', 64),
            Status = FileStatus.Completed,
        }));
        await db.SaveChangesAsync();
    }
}
