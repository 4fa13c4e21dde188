using AgentWeb.Bench.Figures;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Latency;

/// <summary>
/// <c>bench latency</c>: how long words take from the model server to the page, in real Chromium, beside a bare page that reads the model
/// server directly. Both are measured in turn within one run; figures are medians over the repetitions.
/// </summary>
internal static class LatencyCommand
{
    private const int CrowdSize = 100;

    /// <summary>Measures and prints; 0 when every bar is reached, else 1.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var repeat = args.Number("--repeat", 3);
        var only = args.Option("--only")?.Split(',') ?? ["steady", "rich", "first", "burst", "cost", "crowd"];
        Console.WriteLine($"Server: {SolutionFolder.ServerAssembly}, {Environment.ProcessorCount} processors, {repeat} repetitions");

        var figures = new FigureTable();
        await using var stage = await LatencyStage.StartAsync();
        await WarmUpAsync(stage);
        if (only.Contains("steady"))
        {
            await SteadyLatency.MeasureAsync(stage, figures, "write to page, 50 tokens/s", 50, 8, repeat);
            await SteadyLatency.MeasureAsync(stage, figures, "write to page, 300 tokens/s", 300, 12, repeat);
        }

        if (only.Contains("rich"))
        {
            await RichLatency.MeasureAsync(stage, figures, repeat);
        }

        if (only.Contains("first"))
        {
            await FirstTokenTime.MeasureAsync(stage, figures, repeat);
        }

        if (only.Contains("burst"))
        {
            await Burst.MeasureAsync(stage, figures, 4_000, bar: 1.05, blockBar: null, repeat);
            await Burst.MeasureAsync(stage, figures, 20_000, bar: 1.0, blockBar: 60, repeat);
        }

        if (only.Contains("cost"))
        {
            await StreamCost.MeasureAsync(stage, figures, repeat);
        }

        if (only.Contains("crowd"))
        {
            await using var crowd = await Crowd.GatherAsync(stage.Server, stage.Model, CrowdSize);
            await SteadyLatency.MeasureAsync(stage, figures, $"write to page, 50 tokens/s, {CrowdSize} others", 50, 25, repeat);
        }

        figures.Print();
        return figures.IsReached ? 0 : 1;
    }

    /// <summary>What runs for the first time is compiled first, in all three programs; nobody's everyday.</summary>
    private static async Task WarmUpAsync(LatencyStage stage)
    {
        foreach (var chat in new MeasuredChat[] { stage.Floor, stage.AgentWeb })
        {
            for (var i = 0; i < 3; i++)
            {
                await chat.NewConversationAsync();
                await chat.AskAsync(ModelScript.Generate(ContentKind.Mixed, 1000, tokensPerSecond: 1000), watchText: true);
            }
        }
    }
}
