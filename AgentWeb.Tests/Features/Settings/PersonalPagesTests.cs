using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Core.Settings;
using AgentWeb.Features.Settings;
using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.Settings;

/// <summary>Settings and saved prompts where there is nothing yet, and where the database does not answer.</summary>
public sealed class PersonalPagesTests : IAsyncLifetime
{
    private const string Alert = "[role=alert]";

    private SidebarStage _stage = null!;

    public async ValueTask InitializeAsync()
    {
        _stage = await SidebarStage.StartAsync();
        var services = _stage.Pages.Services;
        services.AddSingleton(new ListPrompts(_stage.Contexts));
        services.AddSingleton(new SavePrompt(_stage.Contexts, TimeProvider.System));
        services.AddSingleton(new DeletePrompt(_stage.Contexts));
        services.AddSingleton(new ChangeUserSettings(_stage.Contexts, _stage.Host.Model, _stage.Host.Get<ModelAccess>()));
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Prompts_NoneYet_OfferAnExampleThatCanBeSaved()
    {
        var library = RenderPrompts();

        await SidebarStage.Button(library.Find(".settings-empty"), "Begin with an example").ClickAsync(new MouseEventArgs());
        await library.Find("form").SubmitAsync(EventArgs.Empty);

        Assert.Equal("/translate", library.Find(".prompt-name").TextContent);
        Assert.Empty(library.FindAll(".settings-empty"));
    }

    [Fact]
    public async Task Prompts_DatabaseDoesNotAnswer_SaySoAndKeepThem()
    {
        var library = RenderPrompts();
        await SidebarStage.Button(library.Find(".settings-empty"), "Begin with an example").ClickAsync(new MouseEventArgs());
        await library.Find("form").SubmitAsync(EventArgs.Empty);

        _stage.Contexts.Fails = true;
        await SidebarStage.Button(library.Find(".prompts"), "Delete /translate").ClickAsync(new MouseEventArgs());
        Assert.Single(library.FindAll(Alert));
        Assert.Single(library.FindAll(".prompts li"));
        _stage.Contexts.Fails = false;
        await SidebarStage.Button(library.Find(".prompts"), "Delete /translate").ClickAsync(new MouseEventArgs());

        Assert.Empty(library.FindAll(".prompts li"));
        Assert.Empty(library.FindAll(Alert));
    }

    [Fact]
    public async Task Prompts_CannotBeRead_AreReadWhenAskedAgain()
    {
        _stage.Contexts.Fails = true;
        var library = _stage.Pages.Render<PromptLibrary>(parameters => parameters.Add(prompts => prompts.OwnerId, _stage.OwnerId));
        Unread.IsSaid(library);
        Assert.Empty(library.FindAll(".settings-empty"));
        _stage.Contexts.Fails = false;
        await Unread.AgainAsync(_stage.Pages, library, "#prompts-title");

        Assert.Single(library.FindAll(".settings-empty"));
        Assert.Empty(library.FindAll(Alert));
    }

    [Fact]
    public async Task Prompts_ReadTwiceAtOnce_ShowWhatWasAskedForLast()
    {
        _stage.Contexts.Fails = true;
        var library = _stage.Pages.Render<PromptLibrary>(parameters => parameters.Add(prompts => prompts.OwnerId, _stage.OwnerId));
        await Unread.LastCountsAsync(library, _stage.Contexts);

        Assert.Single(library.FindAll(".settings-empty"));
    }

    [Fact]
    public async Task Prompts_SavedButNotReadAnew_AreNotSaidToBeNone()
    {
        var library = RenderPrompts();
        await SidebarStage.Button(library.Find(".settings-empty"), "Begin with an example").ClickAsync(new MouseEventArgs());
        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;

        var saving = library.Find("form").SubmitAsync(EventArgs.Empty);
        _stage.Contexts.Let(1);
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 2, "it is saved, and the list is read anew");
        (_stage.Contexts.Fails, _stage.Contexts.Holds) = (true, false);
        _stage.Contexts.Let(1);
        await saving;
        Unread.IsSaid(library);
        Assert.Empty(library.FindAll(".settings-empty"));
        _stage.Contexts.Fails = false;
        await Unread.AgainAsync(_stage.Pages, library, "#prompts-title");

        Assert.Equal("/translate", library.Find(".prompt-name").TextContent);
    }

    [Fact]
    public async Task Prompts_UndoWhileTheDatabaseDoesNotAnswer_CanBeTriedAgain()
    {
        var library = RenderPrompts();
        await SidebarStage.Button(library.Find(".settings-empty"), "Begin with an example").ClickAsync(new MouseEventArgs());
        await library.Find("form").SubmitAsync(EventArgs.Empty);
        await SidebarStage.Button(library.Find(".prompts"), "Delete /translate").ClickAsync(new MouseEventArgs());

        _stage.Contexts.Fails = true;
        await SidebarStage.Button(library.Find("[role=status]"), "Undo").ClickAsync(new MouseEventArgs());
        Assert.Single(library.FindAll(Alert));
        _stage.Contexts.Fails = false;
        await SidebarStage.Button(library.Find("[role=status]"), "Undo").ClickAsync(new MouseEventArgs());

        Assert.Single(library.FindAll(".prompts li"));
    }

    [Fact]
    public async Task Settings_CannotBeRead_AreReadWhenAskedAgain()
    {
        _stage.Contexts.Fails = true;
        var page = _stage.Pages.Render<SettingsPage>();

        Assert.Single(page.FindAll(Alert));
        Unread.IsSaid(page);
        _stage.Contexts.Fails = false;
        await Unread.AgainAsync(_stage.Pages, page, "h1");

        Assert.Equal(3, page.FindAll("input[name=theme]").Count);
        Assert.Empty(page.FindAll(Alert));
    }

    [Fact]
    public async Task Settings_ChangedWhileTheDatabaseDoesNotAnswer_SaySoAndStay()
    {
        var page = _stage.Pages.Render<SettingsPage>();
        page.WaitForElement("input[value=Dark]", TimeSpan.FromSeconds(20));

        _stage.Contexts.Fails = true;
        await page.Find("input[value=Dark]").ChangeAsync(new ChangeEventArgs { Value = "Dark" });
        Assert.Single(page.FindAll(Alert));
        _stage.Contexts.Fails = false;
        await page.Find("input[value=Dark]").ChangeAsync(new ChangeEventArgs { Value = "Dark" });

        Assert.Empty(page.FindAll(Alert));
        Assert.Equal(ThemeChoice.Dark, (await _stage.Pages.Services.GetRequiredService<ReadUserSettings>().RunAsync(_stage.OwnerId, CancellationToken.None)).Theme);
    }

    [Fact]
    public async Task Settings_ChangedTwiceAtOnce_KeepBoth()
    {
        var page = _stage.Pages.Render<SettingsPage>();
        page.WaitForElement("input[value=Dark]", TimeSpan.FromSeconds(20));

        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;
        var dark = page.Find("input[value=Dark]").ChangeAsync(new ChangeEventArgs { Value = "Dark" });
        var compact = page.Find("input[value=Compact]").ChangeAsync(new ChangeEventArgs { Value = "Compact" });
        _stage.Contexts.Let(2);
        await Eventually.TrueAsync(() => _stage.Contexts.Asked >= asked + 3, "both have begun");
        _stage.Contexts.Let(7);
        await Task.WhenAll(dark, compact);
        _stage.Contexts.Holds = false;

        var stored = await _stage.Pages.Services.GetRequiredService<ReadUserSettings>().RunAsync(_stage.OwnerId, CancellationToken.None);
        Assert.Equal((ThemeChoice.Dark, DensityChoice.Compact), (stored.Theme, stored.Density));
    }

    [Fact]
    public async Task Settings_FirstOfTwoChangesFails_SaysSoThoughTheOtherIsMade()
    {
        var page = _stage.Pages.Render<SettingsPage>();
        page.WaitForElement("input[value=Dark]", TimeSpan.FromSeconds(20));

        _stage.Contexts.Holds = true;
        var dark = page.Find("input[value=Dark]").ChangeAsync(new ChangeEventArgs { Value = "Dark" });
        var compact = page.Find("input[value=Compact]").ChangeAsync(new ChangeEventArgs { Value = "Compact" });
        _stage.Contexts.Fails = true;
        _stage.Contexts.Let(1);
        await dark;
        _stage.Contexts.Fails = false;
        _stage.Contexts.Let(9);
        await compact;
        _stage.Contexts.Holds = false;

        var stored = await _stage.Pages.Services.GetRequiredService<ReadUserSettings>().RunAsync(_stage.OwnerId, CancellationToken.None);
        Assert.Equal((ThemeChoice.System, DensityChoice.Compact), (stored.Theme, stored.Density));
        Assert.NotNull(page.Find("[role=alert]"));
    }

    private IRenderedComponent<PromptLibrary> RenderPrompts()
    {
        var library = _stage.Pages.Render<PromptLibrary>(parameters => parameters.Add(prompts => prompts.OwnerId, _stage.OwnerId));
        library.WaitForElement(".settings-empty", TimeSpan.FromSeconds(20));
        return library;
    }
}
