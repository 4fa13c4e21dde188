using AgentWeb.Core.Models;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Tests.Models;

/// <summary>The feature as the host composes it, configured like a person would, without looking for an Ollama on this machine.</summary>
internal sealed class ModelsHost : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ServiceProvider _provider;
    private readonly List<IHostedService> _started = [];

    private readonly IConfigurationRoot _configuration;

    private ModelsHost(ServiceProvider provider, IConfigurationRoot configuration) => (_provider, _configuration) = (provider, configuration);

    public IModelCatalogue Catalogue => _provider.GetRequiredService<IModelCatalogue>();

    public IChatClients Clients => _provider.GetRequiredService<IChatClients>();

    public EmbeddingModel Embeddings => _provider.GetRequiredService<IEmbeddingModels>().Current;

    public CapturedLog Log { get; private init; } = new();

    public static ModelsHost Create(params IEnumerable<(string Key, string? Value)> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Models:DiscoverOllama"] = "false",
                ["Models:Offline:TokensPerSecond"] = "0",
            })
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"Models:{s.Key}", s.Value)))
            .Build();
        var log = new CapturedLog();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(log))
            .AddModels(configuration);
        return new ModelsHost(services.BuildServiceProvider(), configuration) { Log = log };
    }

    /// <summary>One endpoint "test" with one model "fake" on <paramref name="server"/>.</summary>
    public static ModelsHost For(FakeModelServer server) => Create(
        ("Endpoints:0:Name", "test"),
        ("Endpoints:0:BaseUrl", server.BaseUrl.ToString()),
        ("Endpoints:0:ApiKey", "secret-key"),
        ("Endpoints:0:Models:0:Id", "fake"));

    public IChatClient Client(string key = "test/fake") => Clients.For(Catalogue.Find(key)!);

    public async Task StartAsync()
    {
        foreach (var service in _provider.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
            _started.Add(service);
        }
    }

    /// <summary>Changes the configuration while all of it runs.</summary>
    public void Set(string key, string? value)
    {
        _configuration["Models:" + key] = value;
        _configuration.Reload();
    }

    public async Task WaitForAsync(Func<IModelCatalogue, bool> condition)
    {
        while (!condition(Catalogue))
        {
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var watch = Catalogue.Watch().RegisterChangeCallback(_ => changed.TrySetResult(), state: null);
            if (!condition(Catalogue))
            {
                await changed.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _started)
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _provider.DisposeAsync();
    }
}
