using AgentWeb.Features.History;
using AgentWeb.Tests.Fakes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace AgentWeb.Tests.Features.History;

public sealed class SearchPanelTests : IAsyncLifetime
{
    private SidebarStage _stage = null!;

    public async ValueTask InitializeAsync()
    {
        _stage = await SidebarStage.StartAsync();
        await _stage.StoreAsync([_stage.New("All about okapis", TimeProvider.System.GetUtcNow().AddDays(-60))]);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Search_NothingFoundBecauseOfAFilter_OffersToClearTheFilters()
    {
        var panel = Render();
        await SearchAsync(panel, "okap");
        Assert.Single(panel.FindAll("[data-search-result]"));

        await panel.Find("select[aria-label=Time]").ChangeAsync(new ChangeEventArgs { Value = "7" });
        Assert.Empty(panel.FindAll("[data-search-result]"));
        Assert.Contains("Try it with fewer filters.", panel.Find(".sidebar-empty").TextContent, StringComparison.Ordinal);
        await SidebarStage.Button(panel.Find(".sidebar-empty"), "Clear filters").ClickAsync(new MouseEventArgs());

        Assert.Single(panel.FindAll("[data-search-result]"));
        Assert.Equal("false", panel.Find("[data-search-results]").GetAttribute("aria-busy"));
        Assert.Empty(panel.FindAll("select[data-set]"));
    }

    [Fact]
    public async Task Search_NothingFound_OffersToClearTheSearch()
    {
        var panel = Render();

        await SearchAsync(panel, "zebra");

        Assert.NotNull(panel.Find(".sidebar-empty [data-clear-search]"));
        Assert.Contains("Try fewer words", panel.Find(".sidebar-empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_DatabaseDoesNotAnswer_SaysSoAndAsksAgain()
    {
        var panel = Render();

        _stage.Contexts.Fails = true;
        await SearchAsync(panel, "okap");
        Assert.Single(panel.FindAll("[role=alert]"));
        Unread.IsSaid(panel);
        Assert.Empty(panel.FindAll(".sidebar-empty"));
        _stage.Contexts.Fails = false;
        await Unread.AgainAsync(_stage.Pages, panel, "#search");

        Assert.Single(panel.FindAll("[data-search-result]"));
        Assert.Empty(panel.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task More_CannotBeRead_KeepsWhatWasFoundAndReadsOnWhenAskedAgain()
    {
        await StoreZebrasAsync(21);
        var panel = Render();
        await SearchAsync(panel, "zebra");
        Assert.Equal(20, panel.FindAll("[data-search-result]").Count);

        _stage.Contexts.Fails = true;
        await SidebarStage.Button(panel.Find(".search-results"), "Show more").ClickAsync(new MouseEventArgs());
        Unread.IsSaid(panel);
        Assert.Equal(20, panel.FindAll("[data-search-result]").Count);
        _stage.Contexts.Fails = false;
        await Unread.AgainAsync(_stage.Pages, panel, "#search");

        Assert.Equal(21, panel.FindAll("[data-search-result]").Count);
    }

    [Fact]
    public async Task More_AskedForTwice_IsShownOnce()
    {
        await StoreZebrasAsync(21);
        var panel = Render();
        await SearchAsync(panel, "zebra");
        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;

        var first = SidebarStage.Button(panel.Find(".search-results"), "Show more").ClickAsync(new MouseEventArgs());
        var second = SidebarStage.Button(panel.Find(".search-results"), "Show more").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 2, "both are being read");
        _stage.Contexts.Holds = false;
        _stage.Contexts.Let(2);
        await Task.WhenAll(first, second);

        Assert.Equal(21, panel.FindAll("[data-search-result]").Count);
    }

    [Fact]
    public async Task More_LastPageCameBeforeAnotherReadingFailed_IsNotListedTwiceWhenAskedAgain()
    {
        await StoreZebrasAsync(21);
        var panel = Render();
        await SearchAsync(panel, "zebra");
        var asked = _stage.Contexts.Asked;
        _stage.Contexts.Holds = true;

        var first = SidebarStage.Button(panel.Find(".search-results"), "Show more").ClickAsync(new MouseEventArgs());
        var second = SidebarStage.Button(panel.Find(".search-results"), "Show more").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => _stage.Contexts.Asked == asked + 2, "both are being read");
        _stage.Contexts.Let(1);
        await first;
        Assert.Equal(21, panel.FindAll("[data-search-result]").Count);
        _stage.Contexts.Fails = true;
        _stage.Contexts.Let(1);
        await second;
        Unread.IsSaid(panel);
        (_stage.Contexts.Fails, _stage.Contexts.Holds) = (false, false);
        await Unread.AgainAsync(_stage.Pages, panel, "#search");

        Assert.Equal(21, panel.FindAll("[data-search-result]").Count);
    }

    private Task StoreZebrasAsync(int count) => _stage.StoreAsync([.. Enumerable.Range(0, count).Select(i => $"Zebra number {i}")]);

    private static Task SearchAsync(IRenderedComponent<SearchPanel> panel, string text) => panel.Find("#search").InputAsync(new ChangeEventArgs { Value = text });

    private IRenderedComponent<SearchPanel> Render() => _stage.Pages.Render<SearchPanel>(parameters => parameters
        .Add(panel => panel.OwnerId, _stage.OwnerId)
        .Add(panel => panel.IsActive, true));
}
