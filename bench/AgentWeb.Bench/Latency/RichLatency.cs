using System.Diagnostics;
using AgentWeb.Bench.Figures;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Latency;

/// <summary>
/// Words between code, formulas and diagrams, each of which is coloured, set or drawn as soon as it has closed, that is while the next
/// words come: how late those are, and what all of it costs the browser.
/// </summary>
internal static class RichLatency
{
    private const int Tokens = 400;
    private const double LatencyBar = 8;
    private const double ScriptBar = 400;

    /// <summary>Measures floor and AgentWeb in turn.</summary>
    public static async Task MeasureAsync(LatencyStage stage, FigureTable figures, int repeat)
    {
        var script = RichReply.Of(Tokens, tokensPerSecond: 50);
        var floor = (Latencies: new List<double[]>(), Script: new List<double>());
        var agentWeb = (Latencies: new List<double[]>(), Script: new List<double>());
        for (var i = -1; i < repeat; i++)
        {
            // The first one fetches the libraries, once for each browser.
            foreach (var (chat, to) in new (MeasuredChat, (List<double[]>, List<double>))[] { (stage.Floor, floor), (stage.AgentWeb, agentWeb) })
            {
                var (latencies, time) = await OnceAsync(chat, script);
                if (i >= 0)
                {
                    to.Item1.Add(latencies);
                    to.Item2.Add(time);
                }
            }
        }

        foreach (var (name, share, most) in new[] { ("p50", 0.5, (double?)null), ("p95", 0.95, LatencyBar) })
        {
            figures.Add(
                $"write to page with code, formulas and diagrams, 50 tokens/s, {name}",
                agentWeb.Latencies.Select(run => run.Percentile(share)).Median(),
                floor.Latencies.Select(run => run.Percentile(share)).Median(),
                compared: null,
                most,
                "ms");
        }

        figures.Add($"script time in the browser, the same, {script.Tokens.Count} tokens", agentWeb.Script.Median(), floor.Script.Median(), null, ScriptBar, "ms");
    }

    private static async Task<(double[] Latencies, double Script)> OnceAsync(MeasuredChat chat, ModelScript script)
    {
        await chat.NewConversationAsync();
        var offset = await chat.AlignClockAsync();
        var devTools = await chat.Page.Context.NewCDPSessionAsync(chat.Page);
        await devTools.SendAsync("Performance.enable");
        var before = await devTools.MetricAsync("ScriptDuration");
        var record = await chat.AskAsync(script, watchText: false, watchNumbers: true);
        var time = (await devTools.MetricAsync("ScriptDuration") - before) * 1000;
        await devTools.DetachAsync();
        return (Of(script, chat.Request, record, offset), time);
    }

    private static double[] Of(ModelScript script, RecordedRequest request, PageRecord record, ClockOffset offset)
    {
        var latencies = new List<double>();
        for (int token = 0, seen = 0; token < script.Tokens.Count; token++)
        {
            if (RichReply.NumberOf(script.Tokens[token]) is not (> 0 and var number))
            {
                continue;
            }

            while (seen < record.Lengths.Length && record.Lengths[seen] < number)
            {
                seen++;
            }

            if (seen == record.Lengths.Length)
            {
                throw new InvalidOperationException($"Word {number} was never shown.");
            }

            latencies.Add(record.Times[seen] + offset.Milliseconds - (request.Tokens[token].Timestamp * 1000.0 / Stopwatch.Frequency));
        }

        return [.. latencies];
    }
}
