using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Tests.Fakes;

/// <summary>The real application beside a fake model server that speaks real HTTP. An administrator exists.</summary>
public sealed class ServerWithModel : IAsyncLifetime
{
    /// <summary>The model server.</summary>
    public FakeModelServer Model { get; private set; } = null!;

    /// <summary>The application.</summary>
    public TestServer App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Model = await FakeModelServer.StartAsync();
        App = new TestServer
        {
            Settings =
            {
                ["Models:DiscoverOllama"] = "false",
                ["Chat:GenerateTitles"] = "false",
                ["Models:Endpoints:0:Name"] = "fake",
                ["Models:Endpoints:0:BaseUrl"] = Model.BaseUrl.ToString(),
                ["Models:Endpoints:0:Models:0:Id"] = "small",
            },
        };
        await App.StartAsync();
        await App.AddAdministratorAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Model.DisposeAsync();
    }
}
