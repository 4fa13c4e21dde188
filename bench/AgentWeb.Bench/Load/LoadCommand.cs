using AgentWeb.Bench.Figures;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Load;

/// <summary>
/// <c>bench load</c>: how many running streams one machine holds, and how late their tokens become. Model server and clients are in the
/// bench's process, on the same processors.
/// </summary>
internal static class LoadCommand
{
    private const double LagBar = 100;
    private const double PaceLossBar = 1.02;

    /// <summary>Measures and prints; 0 when every bar is reached, else 1.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var streams = args.Number("--streams", 600);
        var seconds = args.Number("--seconds", 15);
        Console.WriteLine($"Server: {SolutionFolder.ServerAssembly}, {Environment.ProcessorCount} processors; lag is from the model server's write to the client");
        var only = args.Option("--only")?.Split(',') ?? ["streams", "circuits"];
        var circuits = args.Number("--circuits", 200);
        var figures = new FigureTable("bare proxy");
        if (only.Contains("streams"))
        {
            await MeasureStreamsAsync(figures, streams, seconds);
        }

        if (only.Contains("circuits"))
        {
            await MeasureCircuitsAsync(figures, circuits, seconds);
        }

        figures.Print();
        return figures.IsReached ? 0 : 1;
    }

    private static async Task MeasureStreamsAsync(FigureTable figures, int streams, int seconds)
    {
        await using var model = await FakeModelServer.StartAsync();
        await using var agentWeb = await AgentWebTarget.StartAsync(model);
        await using var proxy = await ProxyTarget.OfBytesAsync(model);
        await StreamCrowd.HoldAsync(agentWeb, model, streams / 10, seconds: 1);
        var least = await StreamCrowd.HoldAsync(proxy, model, streams, seconds);
        Console.WriteLine(least.Describe("bare proxy"));
        var ours = await StreamCrowd.HoldAsync(agentWeb, model, streams, seconds);
        Console.WriteLine(ours.Describe("AgentWeb"));

        var what = $"{streams} streams over SSE at {StreamCrowd.TokensPerSecond:0} tokens/s";
        figures.Add($"{what}, lag p50", ours.Lags.Median(), least.Lags.Median(), null, null, "ms");
        figures.Add($"{what}, lag p95", ours.Lags.Percentile(0.95), least.Lags.Percentile(0.95), null, LagBar, "ms");
        figures.Add($"{what}, lost or reordered", ours.Broken, least.Broken, null, 0, "streams");
        var pace = StreamCrowd.TokensPerSecond / ours.TokensPerSecond;
        figures.Add($"{what}, meant pace to pace", ours.TokensPerSecond, least.TokensPerSecond, (pace, $"{pace:0.00} x"), PaceLossBar, "tokens/s");
    }

    private static async Task MeasureCircuitsAsync(FigureTable figures, int circuits, int seconds)
    {
        await using var model = await FakeModelServer.StartAsync();
        await using var agentWeb = await AgentWebTarget.StartAsync(model);
        await CircuitCrowd.HoldAsync(agentWeb, model, Math.Max(1, circuits / 10), seconds: 1);
        var ours = await CircuitCrowd.HoldAsync(agentWeb, model, circuits, seconds);
        Console.WriteLine(ours.Describe("circuits"));

        var what = $"{circuits} circuits with a reply at {StreamCrowd.TokensPerSecond:0} tokens/s";
        figures.Add($"{what}, lag p50", ours.Lags.Median(), null, null, null, "ms");
        figures.Add($"{what}, lag p95", ours.Lags.Percentile(0.95), null, null, LagBar, "ms");
        figures.Add($"{what}, lost or reordered", ours.Broken, null, null, 0, "circuits");
    }
}
