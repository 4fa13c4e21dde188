using AgentWeb.Bench.Figures;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Latency;

/// <summary>Latency of the tokens of a steady stream.</summary>
internal static class SteadyLatency
{
    /// <summary>Measures floor and AgentWeb in turn and adds two lines, p50 and p95.</summary>
    public static async Task MeasureAsync(LatencyStage stage, FigureTable figures, string what, double tokensPerSecond, double bar, int repeat)
    {
        var script = ModelScript.Generate(ContentKind.Paragraph, (int)Math.Max(400, tokensPerSecond * 3), tokensPerSecond);
        var floor = new List<double[]>();
        var agentWeb = new List<double[]>();
        for (var i = 0; i < repeat; i++)
        {
            floor.Add(await OnceAsync(stage.Floor, script));
            agentWeb.Add(await OnceAsync(stage.AgentWeb, script));
        }

        foreach (var (name, share, most) in new[] { ("p50", 0.5, (double?)null), ("p95", 0.95, bar) })
        {
            figures.Add(
                $"{what}, {name}",
                agentWeb.Select(run => run.Percentile(share)).Median(),
                floor.Select(run => run.Percentile(share)).Median(),
                compared: null,
                most,
                "ms");
        }
    }

    private static async Task<double[]> OnceAsync(MeasuredChat chat, ModelScript script)
    {
        await chat.NewConversationAsync();
        var offset = await chat.AlignClockAsync();
        var record = await chat.AskAsync(script, watchText: true);
        Console.WriteLine($"  {chat.GetType().Name}: {record.Times.Length} changes for {script.Tokens.Count} tokens, clocks within ±{offset.Error:0.00} ms");
        return TokenLatency.Of(script, chat.Request, record, offset);
    }
}
