using System.Security.Claims;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data;
using AgentWeb.Features.Security;
using AgentWeb.Tests.Fakes;
using AgentWeb.Tests.Features.History;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Features.Security;

/// <summary>The page of who gets in outlives a database that does not answer, or takes no changes: it says so and goes on.</summary>
public sealed class SecurityFailureTests : IAsyncLifetime
{
    private const string Alert = "[role=alert]";
    private const string Unread = "div[role=alert]";
    private const string NotDone = "Nothing was changed.";
    private const string TwoFactorOff = "Two-factor sign-in is off";

    private readonly BunitContext _pages = new();
    private readonly TestServer _server = new();
    private UnsteadyContexts _reads = null!;
    private UnsteadyContexts _writes = null!;
    private ClaimsPrincipal _user = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync();
        var user = await _server.AddAdministratorAsync();
        var signIns = _server.Container.GetRequiredService<SignInSessions>();
        var here = await signIns.StartAsync(user.Id, CancellationToken.None);
        await signIns.StartAsync(user.Id, CancellationToken.None);
        Claim[] claims = [new(ClaimTypes.NameIdentifier, user.Id.ToString()), new(UserClaims.SessionId, here)];
        _user = new(new ClaimsIdentity(claims, "test"));
        var contexts = _server.Container.GetRequiredService<IDbContextFactory<AppDbContext>>();
        (_reads, _writes) = (new(contexts), new(contexts));
        var services = _pages.Services;
        services.AddLocalization(options => options.ResourcesPath = "Resources");
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(On<SetUpTwoFactor>(_reads));
        services.AddSingleton(On<ListSignIns>(_reads));
        services.AddSingleton(On<EndSignIns>(On<SignInSessions>(_writes)));
        services.AddSingleton(On<ListApiKeys>(_reads));
        services.AddSingleton(On<CreateApiKey>(_writes));
        services.AddSingleton(On<RevokeApiKey>(_writes));
        _pages.AddAuthorization().SetAuthorized(user.Email).SetClaims(claims);
        _pages.JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public async ValueTask DisposeAsync()
    {
        await _pages.DisposeAsync();
        await _server.DisposeAsync();
        _reads.Dispose();
        _writes.Dispose();
    }

    [Fact]
    public async Task Page_CannotBeRead_SaysNothingThatIsNotKnown()
    {
        _reads.Fails = true;
        var page = _pages.Render<SecurityPage>();
        await Eventually.TrueAsync(() => page.FindAll(Alert).Count == 3, "it says of each part that it could not be read");
        Assert.DoesNotContain(TwoFactorOff, page.Markup, StringComparison.Ordinal);

        _reads.Fails = false;
        await SidebarStage.Button(page.Find("section"), "Try again").ClickAsync(new MouseEventArgs());
        HeadingGetsTheFocus(page, "#password-title");

        Assert.Contains(TwoFactorOff, page.Find("section").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(Alert).Count);
    }

    [Fact]
    public async Task SignIns_CannotBeRead_AreReadWhenAskedAgain()
    {
        _reads.Fails = true;
        var list = _pages.Render<SignInList>(parameters => parameters.Add(l => l.User, _user));
        await Eventually.TrueAsync(() => list.FindAll(Alert).Count == 1, "it says so");
        Assert.DoesNotContain(NotDone, list.Find(Alert).TextContent, StringComparison.Ordinal);
        _reads.Fails = false;
        await SidebarStage.Button(list.Find(Alert), "Try again").ClickAsync(new MouseEventArgs());
        HeadingGetsTheFocus(list, "#signins-title");

        Assert.Equal(2, list.FindAll("[data-signins] li").Count);
        Assert.Empty(list.FindAll(Alert));
    }

    [Fact]
    public async Task SignIns_EndedWhileNothingCanBeWritten_SaySoAndWorkOnceItCan()
    {
        var list = await SignInsAsync();

        _writes.Fails = true;
        await SidebarStage.Button(list.Find("[data-signins]"), "Sign out").ClickAsync(new MouseEventArgs());
        Assert.Contains(NotDone, list.Find(Alert).TextContent, StringComparison.Ordinal);
        Assert.Equal(2, list.FindAll("[data-signins] li").Count);
        _writes.Fails = false;
        await SidebarStage.Button(list.Find("[data-signins]"), "Sign out").ClickAsync(new MouseEventArgs());

        Assert.Single(list.FindAll("[data-signins] li"));
        Assert.Empty(list.FindAll(Alert));
    }

    [Fact]
    public async Task SignIns_EndedWhileNothingCanBeReadEither_StillSaySoOnceTheyAreReadAgain()
    {
        var list = await SignInsAsync();

        _reads.Fails = _writes.Fails = true;
        await SidebarStage.Button(list.Find("[data-signins]"), "Sign out").ClickAsync(new MouseEventArgs());
        Assert.Equal(2, list.FindAll(Alert).Count);
        _reads.Fails = _writes.Fails = false;
        await SidebarStage.Button(list.Find(Unread), "Try again").ClickAsync(new MouseEventArgs());

        Assert.Contains(NotDone, Assert.Single(list.FindAll(Alert)).TextContent, StringComparison.Ordinal);
        Assert.Equal(2, list.FindAll("[data-signins] li").Count);
    }

    [Fact]
    public async Task SignIns_AllEndedWhileNothingCanBeWritten_StayUntilItCan()
    {
        var navigation = _pages.Services.GetRequiredService<NavigationManager>();
        var list = await SignInsAsync();

        _writes.Fails = true;
        await list.Find("[data-sign-out]").ClickAsync(new MouseEventArgs());
        Assert.Single(list.FindAll(Alert));
        Assert.DoesNotContain("/signin", navigation.Uri, StringComparison.Ordinal);
        _writes.Fails = false;
        await list.Find("[data-sign-out]").ClickAsync(new MouseEventArgs());

        await Eventually.TrueAsync(() => navigation.Uri.Contains("/signin", StringComparison.Ordinal), "it leads to the sign-in page");
    }

    [Fact]
    public async Task Keys_CannotBeRead_AreReadWhenAskedAgain()
    {
        var list = _pages.Render<KeyList>(parameters => parameters.Add(l => l.User, _user));
        _reads.Fails = true;
        await MakeKeyAsync(list);
        Assert.Single(list.FindAll(".key-made"));
        Assert.Empty(list.FindAll("[data-keys]"));
        _reads.Fails = false;
        await SidebarStage.Button(list.Find(Alert), "Try again").ClickAsync(new MouseEventArgs());
        HeadingGetsTheFocus(list, "#keys-title");

        Assert.Single(list.FindAll("[data-keys] li"));
        Assert.Empty(list.FindAll(Alert));
    }

    [Fact]
    public async Task Keys_RevokedWhileNothingCanBeWritten_StayInSight()
    {
        var list = _pages.Render<KeyList>(parameters => parameters.Add(l => l.User, _user));
        await MakeKeyAsync(list);

        _writes.Fails = true;
        await SidebarStage.Button(list.Find("[data-keys]"), "Revoke").ClickAsync(new MouseEventArgs());
        Assert.Single(list.FindAll(Alert));
        Assert.Single(list.FindAll(".key-made"));
        Assert.Single(list.FindAll("[data-keys] li"));
        _writes.Fails = false;
        await SidebarStage.Button(list.Find("[data-keys]"), "Revoke").ClickAsync(new MouseEventArgs());

        Assert.Empty(list.FindAll("[data-keys] li"));
        Assert.Empty(list.FindAll(".key-made"));
        Assert.Empty(list.FindAll(Alert));
    }

    [Fact]
    public async Task Keys_RevokedWhileNothingCanBeReadEither_StillSaySoOnceTheyAreReadAgain()
    {
        var list = _pages.Render<KeyList>(parameters => parameters.Add(l => l.User, _user));
        await MakeKeyAsync(list);

        _reads.Fails = _writes.Fails = true;
        await SidebarStage.Button(list.Find("[data-keys]"), "Revoke").ClickAsync(new MouseEventArgs());
        Assert.Equal(2, list.FindAll(Alert).Count);
        _reads.Fails = _writes.Fails = false;
        await SidebarStage.Button(list.Find(Unread), "Try again").ClickAsync(new MouseEventArgs());

        Assert.Contains(NotDone, Assert.Single(list.FindAll(Alert)).TextContent, StringComparison.Ordinal);
        Assert.Single(list.FindAll("[data-keys] li"));
    }

    /// <summary>The button that was pressed is gone, so the focus is given to the heading.</summary>
    private void HeadingGetsTheFocus<T>(IRenderedComponent<T> shown, string heading)
        where T : IComponent
    {
        var given = _pages.JSInterop.Invocations["agentweb.call"].Last(call => call.Arguments[1] is "regain");
        Assert.NotEmpty(Assert.IsType<ElementReference>(given.Arguments[2]).Id);
        Assert.Equal("-1", shown.Find(heading).GetAttribute("tabindex"));
    }

    private static async Task MakeKeyAsync(IRenderedComponent<KeyList> list)
    {
        await list.Find("#key-name").ChangeAsync(new ChangeEventArgs { Value = "Backup" });
        await list.Find("form").SubmitAsync(EventArgs.Empty);
    }

    private async Task<IRenderedComponent<SignInList>> SignInsAsync()
    {
        var list = _pages.Render<SignInList>(parameters => parameters.Add(l => l.User, _user));
        await Eventually.TrueAsync(() => list.FindAll("[data-signins] li").Count == 2, "the sign-ins are listed");
        return list;
    }

    /// <summary>A use case of the server, on what the test has in its hand.</summary>
    private T On<T>(object held) => ActivatorUtilities.CreateInstance<T>(_server.Container, held);
}
