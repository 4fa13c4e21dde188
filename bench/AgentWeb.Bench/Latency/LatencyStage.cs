using AgentWeb.E2E.Infrastructure.Browser;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;
using Microsoft.Playwright;

namespace AgentWeb.Bench.Latency;

/// <summary>Everything that is measured, started: the two pages in one browser, the servers behind them.</summary>
internal sealed class LatencyStage : IAsyncDisposable
{
    private readonly BrowserFixture _browser = new();
    private readonly TestAccount _account = TestAccount.Unique("bench");

    private LatencyStage(FakeModelServer model, FloorServer floorServer, AgentWebServer server)
    {
        Model = model;
        FloorServer = floorServer;
        Server = server;
    }

    /// <summary>The model server behind AgentWeb.</summary>
    public FakeModelServer Model { get; }

    /// <summary>The bare page's server.</summary>
    public FloorServer FloorServer { get; }

    /// <summary>AgentWeb.</summary>
    public AgentWebServer Server { get; }

    /// <summary>Its page.</summary>
    public AgentWebChat AgentWeb { get; private set; } = null!;

    /// <summary>The bare page.</summary>
    public FloorChat Floor { get; private set; } = null!;

    /// <summary>Starts all of it and opens both pages.</summary>
    public static async Task<LatencyStage> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(180_000);
        var model = await FakeModelServer.StartAsync();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Models:DiscoverOllama"] = "false",
            ["Models:Endpoints:0:Name"] = "fake",
            ["Models:Endpoints:0:BaseUrl"] = model.BaseUrl.ToString(),
            ["Setup:AdminEmail"] = "admin@example.org",
            ["Setup:AdminPassword"] = "correct horse battery",
            ["Accounts:Registration"] = "Open",
            ["RateLimits:SignIn"] = "100000",
            ["RateLimits:Send"] = "1000000",
            ["RateLimits:Upload"] = "1000000",
            ["RateLimits:Api"] = "1000000",
            ["Chat:GenerateTitles"] = "false", // The bare targets that it is compared with have none.
            ["Runs:MaxOutputTokens"] = "1000000",
            ["Queue:MaxConcurrency"] = "1000",
            ["Queue:MaxPerUser"] = "1000",
            ["Queue:MaxQueuedPerUser"] = "1000",
        };
        var stage = new LatencyStage(model, await FloorServer.StartAsync(), await AgentWebServer.StartAsync(settings));
        (await ApiUser.RegisterAsync(stage.Server, stage._account)).Dispose();
        await stage.OpenPagesAsync();
        return stage;
    }

    /// <summary>A bare page whose answers come through <paramref name="address"/>.</summary>
    public async Task<FloorChat> OpenFloorAsync(Uri address)
    {
        var page = await NewPageAsync();
        await page.GotoAsync(address.ToString());
        return new FloorChat(page, FloorServer);
    }

    /// <summary>Starts AgentWeb anew; the page is loaded anew too, and nothing was asked yet.</summary>
    public async Task RestartAsync()
    {
        await AgentWeb.Page.GotoAsync("about:blank");
        await Server.RestartAsync();
        await AgentWeb.Page.GotoAsync(Server.Address.ToString());
        await Assertions.Expect(AgentWeb.Page.Locator("[data-listening] #composer")).ToBeFocusedAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await Server.DisposeAsync();
        await FloorServer.DisposeAsync();
        await Model.DisposeAsync();
    }

    private async Task OpenPagesAsync()
    {
        Floor = await OpenFloorAsync(FloorServer.Address);
        var page = new JourneyPage(await NewPageAsync(), Server.Address);
        await page.SignInAsync(_account);
        AgentWeb = new AgentWebChat(page, Model, new Uri(FloorServer.Address, "clock"));
    }

    private async Task<IPage> NewPageAsync()
    {
        // The page's own policy would forbid to ask for the time elsewhere; it changes nothing else.
        var context = await (await _browser.StartedAsync()).NewContextAsync(new() { BypassCSP = true });
        context.SetDefaultTimeout(180_000);
        return await context.NewPageAsync();
    }
}
