using System.Net;
using AgentWeb.Core.Startup;
using AgentWeb.Hosting.HealthChecks;
using AgentWeb.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentWeb.Tests.Hosting;

public sealed class HealthTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_ModelServerAway_IsDegradedAndNotDead()
    {
        await using var server = await new TestServer
        {
            Settings =
            {
                ["Models:DiscoverOllama"] = "false",
                ["Models:Endpoints:0:Name"] = "away",
                ["Models:Endpoints:0:BaseUrl"] = "http://127.0.0.1:1/v1",
                ["Models:Endpoints:0:Models:0:Id"] = "m",
            },
        }.StartAsync();
        var monitor = server.Container.GetRequiredService<HealthMonitor>();
        await monitor.CheckAllAsync(Cancellation);

        using var client = server.CreateClient();
        using var answer = await client.GetAsync("/health/ready", Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Degraded", await answer.Content.ReadAsStringAsync(Cancellation)); // And nothing more, for whoever asks.
        Assert.Equal(["database", "migrations", "models", "queue", "storage", "extractors", "broker"], monitor.Entries.Select(entry => entry.Name));
        var models = monitor.Entries.Single(entry => entry.Name == "models").Finding;
        Assert.Equal((HealthState.Degraded, "{0} does not answer.", "away"), (models.State, models.Sentences[0].Words, models.Sentences[0].Facts[0]));
        Assert.Equal(HealthState.Healthy, monitor.Entries.Single(entry => entry.Name == "storage").Finding.State);
    }

    [Fact]
    public async Task Ready_NoDatabase_IsUnavailable()
    {
        await using var server = await new TestServer().StartAsync();
        var monitor = server.Container.GetRequiredService<HealthMonitor>();
        await Eventually.TrueAsync(() => monitor.Entries.Count == 7, "everything was looked at");
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Move(Path.Combine(server.DataDirectory, "agentweb.db"), Path.Combine(server.DataDirectory, "moved.db"));
        Directory.CreateDirectory(Path.Combine(server.DataDirectory, "agentweb.db"));

        using var client = server.CreateClient();
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await client.GetAsync("/health/ready", Cancellation);
                return answer.StatusCode == HttpStatusCode.ServiceUnavailable;
            },
            "the server says that it cannot work");
        using var live = await client.GetAsync("/health/live", Cancellation);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task Ready_AskedOften_LooksAtModelServersOnce()
    {
        var part = new Counted();
        await using var server = await new TestServer { Services = services => services.AddSingleton<IHealthPart>(part) }.StartAsync();
        await Eventually.TrueAsync(() => part.Count > 0, "it was looked at");
        using var client = server.CreateClient();

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", Cancellation)).StatusCode);
        }

        Assert.Equal(1, part.Count);
    }

    [Fact]
    public async Task Ready_WhileAPartIsSlow_DoesNotWaitForIt()
    {
        await using var server = await new TestServer().StartAsync();
        var (part, time) = (new Slow(), new ManualTime());
        var database = server.Container.GetRequiredService<DatabaseHealth>();
        using var monitor = new HealthMonitor([database, part], database, new Readiness(), time, NullLogger<HealthMonitor>.Instance);
        var look = monitor.CheckAllAsync(Cancellation);
        await Eventually.TrueAsync(() => monitor.Entries.Any(entry => entry.Name == "database"), "the look waits for the slow part alone");

        var fresh = await monitor.ReadyAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        time.Advance(TimeSpan.FromSeconds(3));
        var again = await monitor.ReadyAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.False(look.IsCompleted);
        Assert.NotEqual(HealthState.Unhealthy, fresh);
        Assert.NotEqual(HealthState.Unhealthy, again);
        Assert.Equal(time.GetUtcNow(), Assert.Single(monitor.Entries).At); // It was looked at again, and the slow part is not known yet.
        part.End();
        await look;
        Assert.Equal(["database", "slow"], monitor.Entries.Select(entry => entry.Name));
    }

    private sealed class Slow : IHealthPart
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "slow";

        public TimeSpan Interval => TimeSpan.FromMinutes(1);

        public void End() => _end.TrySetResult();

        public async Task<HealthFinding> CheckAsync(CancellationToken cancellationToken)
        {
            await _end.Task;
            return new(HealthState.Healthy, new Said("At last."));
        }
    }

    private sealed class Counted : IHealthPart
    {
        private int _count;

        public int Count => _count;

        public string Name => "counted";

        public TimeSpan Interval => TimeSpan.FromHours(1);

        public Task<HealthFinding> CheckAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return Task.FromResult(new HealthFinding(HealthState.Degraded, new Said("As ever.")));
        }
    }
}
