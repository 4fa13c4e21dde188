using System.Security.Claims;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Configuration;
using AgentWeb.Core.Data;
using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Managed;
using AgentWeb.Features.Admin.Models;
using AgentWeb.Features.Admin.Settings;
using AgentWeb.Features.Admin.Users;
using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.Admin;

/// <summary>Pages of models, settings and accounts outlive a database that does not answer, and show what changes without being asked.</summary>
public sealed class AdminPagesTests : IAsyncLifetime
{
    private const string Alert = "[role=alert]";
    private const string LeftAlone = "Fails, and is left alone for a moment";

    private readonly BunitContext _pages = new();
    private readonly ManualTime _time = new();
    private TestServer _server = null!;
    private UnsteadyContexts _contexts = null!;
    private TestUser _admin = null!;

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = new TestServer
        {
            Time = _time,
            Settings =
            {
                ["Accounts:Registration"] = "Invite",
                ["Models:DiscoverOllama"] = "false",
                ["Models:Endpoints:0:Name"] = "rack",
                ["Models:Endpoints:0:BaseUrl"] = "http://127.0.0.1:9/v1",
                ["Models:Endpoints:0:Models:0:Id"] = "small",
            },
        };
        await _server.StartAsync();
        _admin = await _server.AddAdministratorAsync();
        _contexts = new(_server.Container.GetRequiredService<IDbContextFactory<AppDbContext>>());
        _pages.Services.AddLocalization(options => options.ResourcesPath = "Resources");
        _pages.Services.AddFallbackServiceProvider(_server.Container);
        _pages.Services.AddSingleton(new ReadModels(_contexts, _server.Container));
        _pages.Services.AddSingleton(new ReadConfigurationHistory(_contexts));
        _pages.Services.AddSingleton(ActivatorUtilities.CreateInstance<Invitations>(_server.Container, _contexts));
        _pages.AddAuthorization().SetAuthorized(_admin.Email).SetClaims(new Claim(ClaimTypes.NameIdentifier, _admin.Id.ToString()));
        _pages.JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async ValueTask DisposeAsync()
    {
        await _pages.DisposeAsync();
        await _server.DisposeAsync();
        _contexts.Dispose();
    }

    [Fact]
    public async Task Models_DatabaseDoesNotAnswer_SaySoInsteadOfEnding()
    {
        _contexts.Fails = true;
        var page = _pages.Render<ModelsPage>();
        await Eventually.TrueAsync(() => page.FindAll(Alert).Count == 1, "it says that the database does not answer");
        Unread.IsSaid(page);
        Assert.Empty(page.FindAll("table"));

        _contexts.Fails = false;
        await Unread.AgainAsync(_pages, page, "h1");
        Assert.Equal(2, page.FindAll("table").Count);
        var later = _pages.Render<ModelsPage>();
        await Eventually.TrueAsync(() => later.FindAll("table").Count == 2 && later.FindAll(Alert).Count == 0, "it answers again");
    }

    [Fact]
    public async Task Models_ReadTwiceAtOnce_ShowWhatWasAskedForLast()
    {
        _contexts.Fails = true;
        var page = _pages.Render<ModelsPage>();
        await Eventually.TrueAsync(() => page.FindAll(Alert).Count == 1, "it says that the database does not answer");
        await Unread.LastCountsAsync(page, _contexts);

        Assert.Equal(2, page.FindAll("table").Count);
    }

    [Fact]
    public async Task Configuration_DatabaseDoesNotAnswer_ShowsTheSettingsWithoutTheirHistory()
    {
        _contexts.Fails = true;
        var page = _pages.Render<ConfigurationPage>(parameters => parameters.Add(p => p.Section, "Queue"));
        await Eventually.TrueAsync(() => page.FindAll(Alert).Count == 1, "it says that the database does not answer");
        Unread.IsSaid(page);
        Assert.Single(page.FindAll(".config-form"));
        Assert.Empty(page.FindComponents<ConfigurationHistory>());

        _contexts.Fails = false;
        await Unread.AgainAsync(_pages, page, "h2");
        Assert.Single(page.FindComponents<ConfigurationHistory>());
        var later = _pages.Render<ConfigurationPage>(parameters => parameters.Add(p => p.Section, "Queue"));
        await Eventually.TrueAsync(() => later.FindComponents<ConfigurationHistory>().Count == 1 && later.FindAll(Alert).Count == 0, "it answers again");
    }

    [Fact]
    public async Task Models_ReadAnewWhileTheDatabaseDoesNotAnswer_StayInSight()
    {
        var page = _pages.Render<ModelsPage>();
        await Eventually.TrueAsync(() => page.FindAll("table").Count == 2, "they are shown");

        _contexts.Fails = true;
        await SidebarStage.Button(page.Find(".admin-head"), "Add model server").ClickAsync(new MouseEventArgs());
        await page.Find("form").SubmitAsync(EventArgs.Empty); // It is refused, and the page is read anew nevertheless.
        Unread.IsSaid(page);
        Assert.Equal(2, page.FindAll("table").Count);
        _contexts.Fails = false;
        await Unread.AgainAsync(_pages, page, "h1");

        Assert.Equal(2, page.FindAll("table").Count);
    }

    [Fact]
    public async Task Configuration_AnotherSectionCannotBeRead_DoesNotShowTheHistoryOfTheOneBefore()
    {
        var page = _pages.Render<ConfigurationPage>(parameters => parameters.Add(p => p.Section, "Queue"));
        await Eventually.TrueAsync(() => page.FindComponents<ConfigurationHistory>().Count == 1, "its history is shown");

        _contexts.Fails = true;
        page.Render(parameters => parameters.Add(p => p.Section, "Files"));
        await Eventually.TrueAsync(() => page.FindAll(Alert).Count == 1, "it says that the database does not answer");
        Assert.Empty(page.FindComponents<ConfigurationHistory>());
        _contexts.Fails = false;
        await Unread.AgainAsync(_pages, page, "h2");

        Assert.Single(page.FindComponents<ConfigurationHistory>());
    }

    [Fact]
    public async Task Invitations_CannotBeRead_AreReadWhenAskedAgain()
    {
        await _server.Container.GetRequiredService<Invitations>().CreateAsync(_admin.Id, email: null, Roles.User, Cancellation);
        var panel = _pages.Render<NewUserPanel>();

        _contexts.Fails = true;
        await panel.InvokeAsync(() => panel.Instance.OpenAsync(invite: true));
        Unread.IsSaid(panel);
        Assert.Empty(panel.FindAll(".access-list"));
        _contexts.Fails = false;
        await Unread.AgainAsync(_pages, panel, "#new-user-title");

        Assert.Single(panel.FindAll(".access-list li"));
        Assert.Empty(panel.FindAll(Alert));
    }

    [Fact]
    public async Task Invitations_ReadTwiceAtOnce_ShowWhatWasAskedForLast()
    {
        await _server.Container.GetRequiredService<Invitations>().CreateAsync(_admin.Id, email: null, Roles.User, Cancellation);
        var panel = _pages.Render<NewUserPanel>();
        _contexts.Fails = true;
        await panel.InvokeAsync(() => panel.Instance.OpenAsync(invite: true));
        await Unread.LastCountsAsync(panel, _contexts);

        Assert.Single(panel.FindAll(".access-list li"));
    }

    [Fact]
    public async Task Invitation_RevokedWhileNothingCanBeWritten_SaysSoAndStays()
    {
        await _server.Container.GetRequiredService<Invitations>().CreateAsync(_admin.Id, email: null, Roles.User, Cancellation);
        var panel = _pages.Render<NewUserPanel>();
        await panel.InvokeAsync(() => panel.Instance.OpenAsync(invite: true));
        var asked = _contexts.Asked;

        (_contexts.Fails, _contexts.Holds) = (true, true);
        var revoking = SidebarStage.Button(panel.Find(".access-list"), "Revoke").ClickAsync(new MouseEventArgs());
        _contexts.Let(1);
        await Eventually.TrueAsync(() => _contexts.Asked == asked + 2, "it was not written, and the list is read anew");
        (_contexts.Fails, _contexts.Holds) = (false, false);
        _contexts.Let(1);
        await revoking;

        Assert.Contains("Nothing was changed.", panel.Find(Alert).TextContent, StringComparison.Ordinal);
        Assert.Single(panel.FindAll(".access-list li"));
    }

    [Fact]
    public async Task Models_ServerIsLeftAloneAndThenNotAnyMore_ShowsBothByItself()
    {
        var page = _pages.Render<ModelsPage>();
        await Eventually.TrueAsync(() => page.FindComponents<ServerState>().Count == 1, "the server is shown");
        Assert.DoesNotContain(LeftAlone, page.Markup, StringComparison.Ordinal);

        var breaker = _server.Container.GetRequiredService<EndpointBreakers>().Of("rack");
        for (var i = 0; i < 6; i++)
        {
            await Assert.ThrowsAsync<ModelException>(async () => await breaker.ExecuteAsync(_ => throw new ModelException(ModelErrorCode.Server, "It fails."), Cancellation));
        }

        await Eventually.TrueAsync(() => page.Markup.Contains(LeftAlone, StringComparison.Ordinal), "it says that the server is left alone");
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1)); // Nobody asks meanwhile: the rest is over by itself.
                return !page.Markup.Contains(LeftAlone, StringComparison.Ordinal);
            },
            "it says that the server is not left alone any more");
    }
}
