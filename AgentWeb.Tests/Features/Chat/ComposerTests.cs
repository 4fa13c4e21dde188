using AgentWeb.Features.Chat;
using AgentWeb.Tests.Fakes;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Features.Chat;

public sealed class ComposerTests : IAsyncLifetime
{
    private const string Again = ".composer-notice [data-again]";

    private ChatStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await ChatStage.StartAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task NewChat_WantedModelCannotBeRead_BeginsWithTheServersAndOffersToReadIt()
    {
        await using (var db = await _stage.Host.Contexts.CreateDbContextAsync())
        {
            db.UserSettings.Add(new() { OwnerId = _stage.OwnerId, DefaultModelKey = "test/second" });
            await db.SaveChangesAsync();
        }

        _stage.Contexts.Fails = true;
        var page = _stage.Pages.Render<ChatPage>();
        await Eventually.TrueAsync(() => page.FindAll(Again).Count == 1, "it says so");
        Assert.Equal("test/first", ModelOf(page));
        _stage.Contexts.Fails = false;
        await page.Find(Again).ClickAsync(new MouseEventArgs());

        Assert.Equal("test/second", ModelOf(page));
        Assert.Empty(page.FindAll(Again));
    }

    [Fact]
    public async Task Send_BeforeItIsKnownWhichModelIsWanted_TakesThatOne()
    {
        await using (var db = await _stage.Host.Contexts.CreateDbContextAsync())
        {
            db.UserSettings.Add(new() { OwnerId = _stage.OwnerId, DefaultModelKey = "test/second" });
            await db.SaveChangesAsync();
        }

        _stage.Contexts.Holds = true;
        var page = _stage.Pages.Render<ChatPage>();
        await Eventually.TrueAsync(() => page.FindComponents<Composer>().Count == 1, "a message can be written");
        var composer = page.FindComponent<Composer>().Instance;
        var sending = page.InvokeAsync(() => composer.SendWrittenAsync(new("What is it?", Guid.CreateVersion7().ToString("N"), "new")));
        _stage.Contexts.Holds = false;
        _stage.Contexts.Let(1);
        Assert.Null((await sending).Refused);

        await using var sent = await _stage.Host.Contexts.CreateDbContextAsync();
        Assert.Equal("test/second", await sent.Jobs.Select(job => job.ModelKey).SingleAsync());
    }

    [Fact]
    public async Task Starter_PressedTwiceBeforeItIsKnownWhichModelIsWanted_AsksOnce()
    {
        _stage.Contexts.Holds = true;
        var page = _stage.Pages.Render<ChatPage>();
        await Eventually.TrueAsync(() => page.FindComponents<Composer>().Count == 1, "a starter can be pressed");
        var composer = page.FindComponent<Composer>().Instance;
        var first = page.InvokeAsync(() => composer.SendAsync("Explain something"));
        var second = page.InvokeAsync(() => composer.SendAsync("Explain something"));
        _stage.Contexts.Holds = false;
        _stage.Contexts.Let(1);
        await Task.WhenAll(first, second);

        await using var sent = await _stage.Host.Contexts.CreateDbContextAsync();
        Assert.Equal(1, await sent.Jobs.CountAsync());
    }

    private static string? ModelOf(IRenderedComponent<ChatPage> page) => page.Find("form.composer").GetAttribute("data-model");
}
