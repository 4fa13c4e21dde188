using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.E2E.Journeys;

/// <summary>A server with a scripted model server behind it, for the journeys of one class.</summary>
public class Stage : IAsyncLifetime
{
    /// <summary>The administrator.</summary>
    public TestAccount Administrator { get; } = TestAccount.Unique("admin");

    /// <summary>The server.</summary>
    public AgentWebServer Server { get; private set; } = null!;

    /// <summary>The model server.</summary>
    public FakeModelServer Model { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Model = await FakeModelServer.StartAsync();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Models:DiscoverOllama"] = "false",
            ["Models:Endpoints:0:Name"] = "fake",
            ["Models:Endpoints:0:BaseUrl"] = Model.BaseUrl.ToString(),
            ["Models:Default"] = "fake/fake", // Also for who comes before the model server was asked for its models.
            ["Setup:AdminEmail"] = Administrator.Email,
            ["Setup:AdminPassword"] = Administrator.Password,
            ["Accounts:Registration"] = "Open",
            ["Chat:GenerateTitles"] = "false", // The model server's requests are counted; titles have journeys of their own.
            ["Runs:IdleTimeout"] = "00:10:00", // Replies are held until a journey has seen them, however long that takes here.
            ["RateLimits:SignIn"] = "100000", // All journeys come from one address.
            ["RateLimits:Send"] = "100000",
            ["RateLimits:Upload"] = "100000",
            ["RateLimits:Api"] = "100000",
        };
        Configure(settings);
        Server = await AgentWebServer.StartAsync(settings, Launcher);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        await Model.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The beginning of the server's command.</summary>
    protected virtual IReadOnlyList<string> Launcher => [];

    /// <summary>Changes the server's configuration.</summary>
    protected virtual void Configure(Dictionary<string, string> settings)
    {
    }
}
