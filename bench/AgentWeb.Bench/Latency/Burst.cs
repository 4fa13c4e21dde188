using AgentWeb.Bench.Figures;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Latency;

/// <summary>A long Markdown answer as fast as it can be sent: from Enter to its last token in the page.</summary>
internal static class Burst
{
    /// <summary>Measures floor and AgentWeb in turn.</summary>
    public static async Task MeasureAsync(LatencyStage stage, FigureTable figures, int tokens, double bar, double? blockBar, int repeat)
    {
        var text = GeneratedText.Tokens(ContentKind.Mixed, tokens);
        var script = new ModelScript { Tokens = [.. text, "\n\n", PageProbe.Marker] };
        var floor = new List<PageRecord>();
        var agentWeb = new List<PageRecord>();
        for (var i = 0; i < repeat; i++)
        {
            await stage.Floor.NewConversationAsync();
            floor.Add(await stage.Floor.AskAsync(script, watchText: false));
            await stage.AgentWeb.NewConversationAsync();
            agentWeb.Add(await stage.AgentWeb.AskAsync(script, watchText: false));
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

    private static double Time(PageRecord record) => record.EndAt > 0
        ? record.EndAt - record.EnterAt
        : throw new InvalidOperationException("The last token was never shown.");
}
