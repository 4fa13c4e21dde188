using AgentWeb.Core.Accounts;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Operations.Usage;
using AgentWeb.Core.Retention;
using AgentWeb.Features.Admin.Maintenance;
using AgentWeb.Features.Admin.Usage;
using AgentWeb.Features.Admin.Users;
using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using AuditLog = AgentWeb.Features.Admin.Audit.AuditPage;

namespace AgentWeb.Tests.Features.Admin;

/// <summary>Pages of accounts, use, the audit log and backups say what cannot be read, keep what was read before, and read it when asked again.</summary>
public sealed class AdminReadsTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private const string Alert = "[role=alert]";

    private readonly BunitContext _pages = new();
    private UnsteadyContexts _reads = null!;
    private TestUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        _user = await server.AddAdministratorAsync();
        _reads = new(server.Container.GetRequiredService<IDbContextFactory<AppDbContext>>());
        _pages.Services.AddLocalization(options => options.ResourcesPath = "Resources");
        _pages.Services.AddFallbackServiceProvider(server.Container);
        Add<ListUsers>();
        Add<ListApiKeys>();
        Add<ReadUsage>();
        Add<ReadAudit>();
        Add<ReadRetention>();
        _pages.JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async ValueTask DisposeAsync()
    {
        await _pages.DisposeAsync();
        _reads.Dispose();
    }

    [Fact]
    public async Task Users_CannotBeRead_AreReadWhenAskedAgain()
    {
        _reads.Fails = true;
        var page = _pages.Render<UsersPage>();
        Unread.IsSaid(page);
        Assert.Empty(page.FindAll("[data-user]"));
        _reads.Fails = false;
        await Unread.AgainAsync(_pages, page, "h1");

        Assert.NotEmpty(page.FindAll("[data-user]"));
    }

    [Fact]
    public async Task Users_SearchCannotBeRead_KeepThoseThatAreShownUntilItCan()
    {
        var page = _pages.Render<UsersPage>();
        await Eventually.TrueAsync(() => page.FindAll("[data-user]").Count > 0, "they are listed");
        var shown = page.FindAll("[data-user]").Count;

        _reads.Fails = true;
        await page.Find("#user-search").InputAsync(new ChangeEventArgs { Value = _user.Email });
        Unread.IsSaid(page);
        Assert.Equal(shown, page.FindAll("[data-user]").Count);
        _reads.Fails = false;
        await Unread.AgainAsync(_pages, page, "h1");

        Assert.Equal(_user.Email, Assert.Single(page.FindAll("[data-user]")).GetAttribute("data-user"));
    }

    [Fact]
    public async Task Users_RenderedWhileLettersAreOnTheirWay_LeaveThemInTheField()
    {
        var page = _pages.Render<UsersPage>();
        await Eventually.TrueAsync(() => page.FindAll("[data-user]").Count > 0, "they are listed");

        Assert.Equal(["value"], await page.InvokeAsync(() => TypedFields.FollowedIn(page.Instance)));
    }

    [Fact]
    public async Task User_CannotBeRead_IsReadWhenAskedAgain()
    {
        var panel = _pages.Render<UserPanel>();

        _reads.Fails = true;
        await panel.InvokeAsync(() => panel.Instance.OpenAsync(_user.Id));
        Unread.IsSaid(panel);
        Assert.Empty(panel.FindAll("form"));
        _reads.Fails = false;
        await Unread.AgainAsync(_pages, panel, "#user-panel-title");

        Assert.Equal(_user.Email, panel.Find("#user-panel-title").TextContent);
        Assert.Single(panel.FindAll("form"));
    }

    [Fact]
    public async Task User_ChangedButNotReadAnew_SaysBothAndKeepsWhatIsShown()
    {
        var panel = _pages.Render<UserPanel>();
        await panel.InvokeAsync(() => panel.Instance.OpenAsync(_user.Id));

        _reads.Fails = true;
        await panel.Find("form").SubmitAsync(EventArgs.Empty);
        Unread.IsSaid(panel);
        Assert.Equal("The limits are saved.", panel.Find("[role=status]").TextContent);
        Assert.Equal(_user.Email, panel.Find("#user-panel-title").TextContent);
        _reads.Fails = false;
        await Unread.AgainAsync(_pages, panel, "#user-panel-title");

        Assert.Equal("The limits are saved.", panel.Find("[role=status]").TextContent);
        Assert.Empty(panel.FindAll(Alert));
    }

    [Fact]
    public async Task User_ChangedButNotReadAnew_KeepsWhatIsTypedMeanwhile()
    {
        var panel = _pages.Render<UserPanel>();
        await panel.InvokeAsync(() => panel.Instance.OpenAsync(_user.Id));
        await panel.Find("#limit-jobs").ChangeAsync(new ChangeEventArgs { Value = "5" });

        _reads.Fails = true;
        await panel.Find("form").SubmitAsync(EventArgs.Empty);
        await panel.Find("#limit-jobs").ChangeAsync(new ChangeEventArgs { Value = "7" });
        _reads.Fails = false;
        await Unread.AgainAsync(_pages, panel, "#user-panel-title");

        Assert.Equal("7", panel.Find("#limit-jobs").GetAttribute("value"));
        await panel.InvokeAsync(() => panel.Instance.OpenAsync(_user.Id)); // Opened anew, it shows what is saved.
        Assert.Equal("5", panel.Find("#limit-jobs").GetAttribute("value"));
    }

    [Fact]
    public async Task User_AnotherOpenedMeanwhile_IsShownWhenThatOneIsRead()
    {
        var other = await server.AddUserAsync();
        var panel = _pages.Render<UserPanel>();
        var asked = _reads.Asked;
        _reads.Holds = true;

        var first = panel.InvokeAsync(() => panel.Instance.OpenAsync(_user.Id));
        await Eventually.TrueAsync(() => _reads.Asked == asked + 1, "one is being read");
        var second = panel.InvokeAsync(() => panel.Instance.OpenAsync(other.Id));
        await Eventually.TrueAsync(() => _reads.Asked == asked + 2, "the other is being read too");
        _reads.Let(4);
        await Task.WhenAll(first, second);

        Assert.Equal(other.Email, panel.Find("#user-panel-title").TextContent);
        Assert.Single(_pages.JSInterop.Invocations["agentweb.call"], call => call.Arguments[1] is "open"); // Not before there was something to show.
    }

    [Fact]
    public async Task User_GoneBeforeItIsChanged_SaysSoAndCanBeClosed()
    {
        var other = await server.AddUserAsync();
        var panel = _pages.Render<UserPanel>();
        await panel.InvokeAsync(() => panel.Instance.OpenAsync(other.Id));
        await DeleteAsync(other.Id);

        await panel.Find("form").SubmitAsync(EventArgs.Empty);

        Assert.Contains("There is no such account.", Assert.Single(panel.FindAll(Alert)).TextContent, StringComparison.Ordinal);
        Assert.Single(panel.FindAll("#user-panel-title"));
        Assert.Single(panel.FindAll("[data-close]"));
        Assert.Empty(panel.FindAll("form"));
    }

    [Fact]
    public async Task User_Deleted_IsClosedBeforeItIsSaidToBeGone()
    {
        var other = await server.AddUserAsync();
        await using var scope = server.Container.CreateAsyncScope();
        _pages.Services.AddSingleton(scope.ServiceProvider.GetRequiredService<DeleteAccount>()); // Scopes that the page makes know only what the page has.
        var panel = _pages.Render<UserPanel>();
        await panel.InvokeAsync(() => panel.Instance.OpenAsync(other.Id));
        await SidebarStage.Button(panel.Find("dialog"), "Delete account").ClickAsync(new MouseEventArgs());
        var asked = _reads.Asked;
        _reads.Holds = true;

        var deleting = SidebarStage.Button(panel.Find("dialog"), "Yes, delete the account").ClickAsync(new MouseEventArgs());
        await Eventually.TrueAsync(() => _reads.Asked == asked + 1, "it is read anew");
        Assert.Single(_pages.JSInterop.Invocations["agentweb.call"], call => call.Arguments[1] is "close");
        _reads.Holds = false;
        _reads.Let(1);
        await deleting;
    }

    [Fact]
    public async Task User_GoneMeanwhile_SaysSoAndOffersNothing()
    {
        var panel = _pages.Render<UserPanel>();

        await panel.InvokeAsync(() => panel.Instance.OpenAsync(Guid.CreateVersion7()));

        Assert.Contains("There is no such account.", panel.Find(Unread.Alert).TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.Find(Unread.Alert).QuerySelectorAll("button"));
        Assert.Empty(panel.FindAll("form"));
    }

    [Fact]
    public async Task Usage_CannotBeRead_IsReadWhenAskedAgain()
    {
        _reads.Fails = true;
        var page = _pages.Render<UsagePage>();
        Unread.IsSaid(page);
        Assert.Empty(page.FindAll("[data-card]"));
        _reads.Fails = false;
        await Unread.AgainAsync(_pages, page, "h1");

        Assert.NotEmpty(page.FindAll("[data-card]"));
    }

    [Fact]
    public async Task Audit_CannotBeRead_IsReadWhenAskedAgain()
    {
        await DoneAsync(count: 1);
        _reads.Fails = true;
        var page = _pages.Render<AuditLog>();
        Unread.IsSaid(page);
        Assert.Empty(page.FindAll(".admin-empty"));
        _reads.Fails = false;
        await Unread.AgainAsync(_pages, page, "h1");

        Assert.NotEmpty(page.FindAll("tbody tr"));
    }

    [Fact]
    public async Task Audit_OlderCannotBeRead_KeepsWhatIsShownAndReadsOnWhenAskedAgain()
    {
        await DoneAsync(count: 51);
        var page = _pages.Render<AuditLog>();
        await Eventually.TrueAsync(() => page.FindAll("tbody tr").Count == 50, "the newest are shown");

        _reads.Fails = true;
        await SidebarStage.Button(page.Find(".audit-more"), "Show older").ClickAsync(new MouseEventArgs());
        Unread.IsSaid(page);
        Assert.Equal(50, page.FindAll("tbody tr").Count);
        _reads.Fails = false;
        await Unread.AgainAsync(_pages, page, "h1");

        Assert.True(page.FindAll("tbody tr").Count > 50);
    }

    [Fact]
    public async Task Backup_RetentionCannotBeRead_IsReadWhenAskedAgain()
    {
        _reads.Fails = true;
        var page = _pages.Render<BackupPage>();
        Unread.IsSaid(page);
        Assert.Empty(page.FindAll("tbody tr"));
        Assert.Empty(page.Find("[role=status]").TextContent); // Nothing was tried, so nothing failed.
        _reads.Fails = false;
        await Unread.AgainAsync(_pages, page, ".retention-title");

        Assert.NotEmpty(page.FindAll("tbody tr"));
    }

    [Fact]
    public async Task Backup_ReadTwiceAtOnce_ShowsWhatWasAskedForLast()
    {
        _reads.Fails = true;
        var page = _pages.Render<BackupPage>();
        await Unread.LastCountsAsync(page, _reads);

        Assert.NotEmpty(page.FindAll("tbody tr"));
    }

    /// <summary>A use case on what the test has in its hand.</summary>
    private void Add<T>()
        where T : class => _pages.Services.AddSingleton(ActivatorUtilities.CreateInstance<T>(server.Container, _reads));

    private async Task DeleteAsync(Guid userId)
    {
        await using var scope = server.Container.CreateAsyncScope();
        Assert.True((await scope.ServiceProvider.GetRequiredService<DeleteAccount>().RunAsync(userId, CancellationToken.None)).Succeeded);
    }

    private async Task DoneAsync(int count)
    {
        await using var db = server.OpenDatabase();
        db.Audit.AddRange(Enumerable.Range(0, count).Select(i => new AuditEntry
        {
            At = TimeProvider.System.GetUtcNow(),
            Actor = _user.Email,
            Action = AuditActions.UserLimitsChanged,
            Detail = $"Change {i}.",
        }));
        await db.SaveChangesAsync();
    }
}
