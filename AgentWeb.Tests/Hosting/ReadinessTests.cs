using System.Net;
using AgentWeb.Core.Startup;
using AgentWeb.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Tests.Hosting;

public sealed class ReadinessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_BeforeReady_IsLiveAndRefusesTheRest()
    {
        var work = new Work();
        await using var server = new TestServer { Services = services => services.AddSingleton<IBeforeReady>(work) };
        server.StartWithoutWaiting();
        using var client = server.CreateClient();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/health/live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "/health/ready"));
        using (var page = await client.GetAsync("/setup", Cancellation))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.Equal("1", page.Headers.GetValues("Retry-After").Single());
        }

        using (var call = await client.GetAsync("/api/v1/antiforgery", Cancellation))
        {
            await call.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "not_ready");
        }

        work.Done.SetResult();
        await server.Container.GetRequiredService<Readiness>().WhenReadyAsync(Cancellation);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/setup"));
    }

    [Fact]
    public async Task Keys_AfterARestart_StillOpenOldCookies()
    {
        await using var first = await new TestServer().StartAsync();
        using var client = await first.SignInByTokenAsync(await first.AddAdministratorAsync());

        await using var second = await new TestServer { DataDirectory = first.DataDirectory }.StartAsync();
        using var moved = second.CreateClient();
        moved.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(moved, "/api/v1/antiforgery"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, Cancellation);
        return response.StatusCode;
    }

    private sealed class Work : IBeforeReady
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task RunAsync(CancellationToken cancellationToken) => Done.Task.WaitAsync(cancellationToken);
    }
}
