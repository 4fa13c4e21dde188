using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Features.Files;
using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
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
        services.AddSingleton(new ReadFileText(_stage.Contexts));
        services.AddSingleton(ActivatorUtilities.CreateInstance<ReadFileUsage>(_stage.Host.Services, _stage.Contexts));
        services.AddSingleton(ActivatorUtilities.CreateInstance<DeleteFile>(_stage.Host.Services, _stage.Contexts));
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Delete_WhileTheListIsReadAnew_TakesItsRowAwayAtOnce()
    {
        await using (var db = await _stage.Host.Contexts.CreateDbContextAsync())
        {
            db.Files.AddRange(New("harbour.txt"), New("market.txt"));
            await db.SaveChangesAsync();
        }

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
