using AgentWeb.Bench.Load;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Memory;

/// <summary>AgentWeb in a process of its own that tells what it uses.</summary>
internal sealed class MemoryStage : IAsyncDisposable
{
    private readonly string _socket = Path.Combine(Path.GetTempPath(), "agentweb-bench-" + Guid.CreateVersion7().ToString("N"));

    private MemoryStage(FakeModelServer model) => Model = model;

    /// <summary>The model server behind it.</summary>
    public FakeModelServer Model { get; }

    /// <summary>The server.</summary>
    public AgentWebTarget Target { get; private set; } = null!;

    /// <summary>Starts it.</summary>
    public static async Task<MemoryStage> StartAsync()
    {
        var stage = new MemoryStage(await FakeModelServer.StartAsync());
        stage.Target = await AgentWebTarget.StartAsync(stage.Model, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(HeapGauge).Assembly.Location,
            [HeapGauge.SocketVariable] = stage._socket,
        });
        return stage;
    }

    /// <summary>What the server uses now, after a collection.</summary>
    public Task<MemoryReading> ReadAsync() => MemoryReading.TakeAsync(_socket);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Target.DisposeAsync();
        await Model.DisposeAsync();
        File.Delete(_socket);
    }
}
