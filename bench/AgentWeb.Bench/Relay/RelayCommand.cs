using AgentWeb.Bench.Figures;
using AgentWeb.Bench.Load;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Relay;

/// <summary>
/// <c>bench relay</c>: what a token costs the server when many streams run, queue, log, snapshots and all, beside a bare Kestrel proxy
/// that only parses each event and writes it anew. Both are processes of their own; their processor time is the system's.
/// </summary>
internal static class RelayCommand
{
    private const double Bar = 2;

    /// <summary>Measures and prints; 0 when every bar is reached, else 1.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var streams = args.Number("--streams", 300);
        var seconds = args.Number("--seconds", 10);
        var repeat = args.Number("--repeat", 2);
        Console.WriteLine($"Server: {SolutionFolder.ServerAssembly}, {Environment.ProcessorCount} processors, {repeat} repetitions in turn");

        await using var model = await FakeModelServer.StartAsync();
        await using var agentWeb = await AgentWebTarget.StartAsync(model);
        await using var proxy = await ProxyTarget.OfEventsAsync(model);
        await StreamCrowd.HoldAsync(proxy, model, streams / 10, seconds: 1);
        await StreamCrowd.HoldAsync(agentWeb, model, streams / 10, seconds: 1);
        var (least, ours) = (new List<CrowdResult>(), new List<CrowdResult>());
        for (var i = 0; i < repeat; i++)
        {
            least.Add(await StreamCrowd.HoldAsync(proxy, model, streams, seconds));
            Console.WriteLine(least[^1].Describe("proxy"));
            ours.Add(await StreamCrowd.HoldAsync(agentWeb, model, streams, seconds));
            Console.WriteLine(ours[^1].Describe("AgentWeb"));
        }

        var figures = new FigureTable("proxy");
        var (cost, leastCost) = (ours.Select(run => run.MicrosecondsPerToken).Median(), least.Select(run => run.MicrosecondsPerToken).Median());
        figures.Add($"processor time for an event, {streams} streams", cost, leastCost, FigureTable.Ratio(cost, leastCost), Bar, "µs");
        figures.Print();
        return figures.IsReached ? 0 : 1;
    }
}
