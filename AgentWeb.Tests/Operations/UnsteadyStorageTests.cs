using System.Security.Claims;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Operations;
using AgentWeb.Core.Operations.Figures;
using AgentWeb.Core.Operations.Sessions;
using AgentWeb.Core.Operations.Usage;
using AgentWeb.Features.Admin.Operations;
using AgentWeb.Features.Admin.Sessions;
using AgentWeb.Features.Admin.Usage;
using AgentWeb.Hosting;
using AgentWeb.Tests.Fakes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using AuditPage = AgentWeb.Features.Admin.Audit.AuditPage;

namespace AgentWeb.Tests.Operations;

/// <summary>Pages of administrators outlive a database that does not answer or takes its time, and show what belongs together.</summary>
public sealed class UnsteadyStorageTests : IAsyncLifetime
{
    private const string Alert = "[role=alert]";
    private const string Old = "What you see may be old";

    private readonly BunitContext _pages = new();
    private ChatHost _host = null!;
    private UnsteadyContexts _contexts = null!;
    private UnsteadyContexts _figures = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        var admin = await _host.AddUserAsync("admin@example.test");
        (_contexts, _figures) = (new(_host.Contexts), new(_host.Contexts));
        _pages.Services.AddLocalization(options => options.ResourcesPath = "Resources");
        _pages.Services.AddFallbackServiceProvider(_host.Services);
        _pages.Services.AddSingleton(On<ReadOperations>(_contexts));
        _pages.Services.AddSingleton(On<PauseQueue>(_contexts));
        _pages.Services.AddSingleton(On<ReadFigures>(_figures));
        _pages.Services.AddSingleton(On<ListSignedIn>(_contexts));
        _pages.Services.AddSingleton(On<ReadUsage>(_contexts));
        _pages.Services.AddSingleton(On<ReadAudit>(_contexts));
        _pages.Services.AddSingleton(new EndSignIn(_contexts, access: null!, _host.Get<AuditTrail>())); // Nothing is ended here.
        _pages.Services.AddSingleton<ConnectedPages>();
        _pages.AddAuthorization().SetAuthorized("admin@example.test").SetClaims(new Claim(ClaimTypes.NameIdentifier, admin.ToString()));
        _pages.JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async ValueTask DisposeAsync()
    {
        await _pages.DisposeAsync();
        await _host.DisposeAsync();
        _contexts.Dispose();
        _figures.Dispose();
    }

    [Fact]
    public async Task Operations_DatabaseAnswersAgain_TakeBackWhatWasSaidOfItAndNothingElse()
    {
        var page = _pages.Render<OperationsPage>();
        await Eventually.TrueAsync(() => page.FindComponents<NodeList>().Count == 1, "the page is read");
        await page.InvokeAsync(() => page.FindComponent<NodeList>().Instance.OnDrain.InvokeAsync(("nowhere", true)));
        await Eventually.TrueAsync(() => page.FindAll(Alert).Count == 1, "the refusal is shown");

        _contexts.Fails = true;
        await Eventually.TrueAsync(() => page.FindAll(Alert).Any(alert => alert.TextContent.Contains(Old, StringComparison.Ordinal)), "it says that the database does not answer");
        _contexts.Fails = false;
        await Eventually.TrueAsync(() => page.FindAll(Alert).Count == 1, "it answers again");

        Assert.Contains("There is no such node.", page.Find(Alert).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_PausedWhileTheDatabaseDoesNotAnswer_SaySo()
    {
        var page = _pages.Render<OperationsPage>();
        await Eventually.TrueAsync(() => page.FindAll(".admin-head .button").Count == 1, "the page is read");

        _contexts.Fails = true;
        await page.Find(".admin-head .button").ClickAsync(new MouseEventArgs());

        Assert.Contains(page.FindAll(Alert), alert => alert.TextContent.Contains("Nothing was changed.", StringComparison.Ordinal));
        _contexts.Fails = false;
        await page.Find(".admin-head .button").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => page.FindAll(".queue-paused").Count == 1 && page.FindAll(Alert).Count == 0, "the queue is paused and nothing is wrong");
    }

    [Fact]
    public async Task Operations_AnotherPeriodChosenMeanwhile_NeverShowTheOneBefore()
    {
        _figures.Holds = true;
        var page = _pages.Render<OperationsPage>();
        await Eventually.TrueAsync(() => _figures.Asked == 1, "the hour is being read");
        var chosen = page.FindAll("[aria-label=Period] .chip")[1].ClickAsync(new MouseEventArgs());

        _figures.Let(1);
        await Eventually.TrueAsync(() => _figures.Asked == 2, "the day is being read");
        await Eventually.TrueAsync(() => _contexts.Asked > 2, "the page begins to follow, which it does once the hour is read");

        Assert.Empty(page.FindComponents<FigureCharts>());
        _figures.Holds = false;
        _figures.Let(1);
        await chosen;
        await Eventually.TrueAsync(() => page.FindComponents<FigureCharts>().Count == 1, "the figures are shown");
        Assert.Equal(TimeSpan.FromMinutes(15), page.FindComponent<FigureCharts>().Instance.Figures.Step);
    }

    [Fact]
    public async Task Operations_RenderedWhileLettersAreOnTheirWay_LeaveThemInTheField()
    {
        var page = _pages.Render<OperationsPage>();
        await Eventually.TrueAsync(() => page.FindComponents<QueueFilterBar>().Count == 1, "the page is read");

        Assert.Equal(["value"], await page.InvokeAsync(() => TypedFields.FollowedIn(page.FindComponent<QueueFilterBar>().Instance)));
    }

    [Fact]
    public async Task Operations_SearchedByUser_ListTheJobsOfWhoIsLookedFor()
    {
        await _host.SendAsync(await _host.AddUserAsync("ada@example.test"), "one");
        await _host.SendAsync(await _host.AddUserAsync("bob@example.test"), "two");
        var page = _pages.Render<OperationsPage>();
        await Eventually.TrueAsync(() => page.FindComponents<QueueRowView>().Count == 2, "the page is read");

        await page.Find(".queue-search").InputAsync(new ChangeEventArgs { Value = "bob" });

        await Eventually.TrueAsync(() => page.FindComponents<QueueRowView>().Count == 1, "those of the others are gone");
        Assert.Contains("bob@example.test", page.FindComponent<QueueRowView>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_DatabaseAnswersAgain_TakeBackWhatWasSaidOfIt()
    {
        var page = _pages.Render<SessionsPage>();
        await Eventually.TrueAsync(() => page.FindAll(".admin-cards").Count == 1, "the page is read");

        _contexts.Fails = true;
        await Eventually.TrueAsync(() => page.FindAll(Alert).Count == 1, "it says that the database does not answer");
        _contexts.Fails = false;
        await Eventually.TrueAsync(() => page.FindAll(Alert).Count == 0, "it answers again");
    }

    [Fact]
    public async Task Sessions_RenderedWhileLettersAreOnTheirWay_LeaveThemInTheField()
    {
        var page = _pages.Render<SessionsPage>();
        await Eventually.TrueAsync(() => page.FindAll(".admin-cards").Count == 1, "the page is read");

        Assert.Equal(["value"], await page.InvokeAsync(() => TypedFields.FollowedIn(page.Instance)));
    }

    [Fact]
    public async Task Sessions_Searched_ListThoseOfWhoIsLookedFor()
    {
        await using (var db = await _host.Contexts.CreateDbContextAsync())
        {
            var now = TimeProvider.System.GetUtcNow();
            foreach (var name in (string[])["ada@example.test", "bob@example.test"])
            {
                db.SignInSessions.Add(new() { Id = Guid.CreateVersion7(), OwnerId = await _host.AddUserAsync(name), CreatedAt = now, LastSeenAt = now, ExpiresAt = now.AddHours(1) });
            }

            await db.SaveChangesAsync();
        }

        var page = _pages.Render<SessionsPage>();
        await Eventually.TrueAsync(() => page.FindAll("tr[data-session]").Count == 2, "the page is read");
        await page.Find("input[type=search]").InputAsync(new ChangeEventArgs { Value = "bob" });

        Assert.Contains("bob@example.test", Assert.Single(page.FindAll("tr[data-session]")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_DatabaseDoesNotAnswer_SaysSoAndGoesOn()
    {
        var page = _pages.Render<UsagePage>();
        await Eventually.TrueAsync(() => page.FindAll(".charts").Count == 1, "the page is read");

        _contexts.Fails = true;
        await page.FindAll("[aria-label=Period] .chip")[0].ClickAsync(new MouseEventArgs());
        Assert.Equal((1, 0), (page.FindAll(Alert).Count, page.FindAll(".charts").Count));
        _contexts.Fails = false;
        await page.FindAll("[aria-label=Period] .chip")[1].ClickAsync(new MouseEventArgs());
        Assert.Equal((0, 1), (page.FindAll(Alert).Count, page.FindAll(".charts").Count));
    }

    [Fact]
    public async Task Audit_OlderAskedForTwice_AreShownOnce()
    {
        await using (var db = await _host.Contexts.CreateDbContextAsync())
        {
            db.Audit.AddRange(Enumerable.Range(0, 60).Select(i => new AuditEntry
            {
                At = TimeProvider.System.GetUtcNow(),
                Actor = "server",
                Action = AuditActions.QueuePaused,
            }));
            await db.SaveChangesAsync();
        }

        var page = _pages.Render<AuditPage>();
        await Eventually.TrueAsync(() => page.FindAll("tbody tr").Count == 50, "the newest are shown");
        var asked = _contexts.Asked;

        _contexts.Holds = true;
        var first = page.Find(".audit-more button").ClickAsync(new MouseEventArgs());
        var second = page.Find(".audit-more button").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => _contexts.Asked > asked, "they are being read");
        _contexts.Holds = false;
        _contexts.Let(2);
        await Task.WhenAll(first, second);

        await Eventually.TrueAsync(() => page.FindAll("tbody tr").Count == 60, "the older ones are shown");
        Assert.Equal(asked + 1, _contexts.Asked);
    }

    [Fact]
    public async Task Audit_DatabaseDoesNotAnswer_SaysSoAndGoesOn()
    {
        var page = _pages.Render<AuditPage>();
        await Eventually.TrueAsync(() => page.Find("[role=status]").TextContent == "Nothing like this was done.", "the page is read");

        _contexts.Fails = true;
        await page.Find("input[type=search]").ChangeAsync(new ChangeEventArgs { Value = "ada" });
        Assert.Equal((1, 0), (page.FindAll(Alert).Count, page.FindAll("[role=status]").Count));
        _contexts.Fails = false;
        await page.Find("input[type=search]").ChangeAsync(new ChangeEventArgs { Value = "server" });
        Assert.Equal((0, 1), (page.FindAll(Alert).Count, page.FindAll("[role=status]").Count));
    }

    /// <summary>A use case on a database that the test has in its hand.</summary>
    private T On<T>(UnsteadyContexts contexts) => ActivatorUtilities.CreateInstance<T>(_host.Services, contexts);
}
