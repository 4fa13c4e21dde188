using AgentWeb.Bench.Figures;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Latency;

/// <summary>A long Markdown answer as fast as it can be sent: from Enter to its last token in the page.</summary>
internal static class Burst
{
    // The runtime compiles anew, in the background, what runs often; on two processors that is half of what the first bursts take.
    private const int Rehearsals = 8;

    // A burst is short beside what else a machine does: the median of three of them says little.
    private const int Least = 11;

    /// <summary>Measures floor and AgentWeb in turn.</summary>
    public static async Task MeasureAsync(LatencyStage stage, FigureTable figures, int tokens, double bar, double? blockBar, int repeat)
    {
        var text = GeneratedText.Tokens(ContentKind.Mixed, tokens);
        var script = new ModelScript { Tokens = [.. text, "\n\n", PageProbe.Marker] };
        var floor = new List<PageRecord>();
        var agentWeb = new List<PageRecord>();
        for (var i = -Rehearsals; i < Math.Max(repeat, Least); i++)
        {
            var (bare, full) = (await OnceAsync(stage.Floor, script), await OnceAsync(stage.AgentWeb, script));
            if (i >= 0)
            {
                floor.Add(bare);
                agentWeb.Add(full);
            }
        }

        var (ours, least) = (agentWeb.Select(Time).Median(), floor.Select(Time).Median());
        figures.Add($"{tokens:N0} tokens at once, Enter to last token", ours, least, FigureTable.Ratio(ours, least), bar, "ms");
        figures.Add(
            $"{tokens:N0} tokens at once, longest main-thread block (0: none over 50)",
            agentWeb.Max(record => record.LongestTask),
            floor.Max(record => record.LongestTask),
            compared: null,
            blockBar,
            "ms");
    }

    private static async Task<PageRecord> OnceAsync(MeasuredChat chat, ModelScript script)
    {
        await chat.NewConversationAsync();
        return await chat.AskAsync(script, watchText: false);
    }

    private static double Time(PageRecord record) => record.EndAt > 0
        ? record.EndAt - record.EnterAt
        : throw new InvalidOperationException("The last token was never shown.");
}
