using AgentWeb.Bench.Figures;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Playwright;

namespace AgentWeb.Bench.Latency;

/// <summary>What one answer of 400 tokens at 50 tokens/s costs: script time in the browser, processor time on the server.</summary>
internal static class StreamCost
{
    private const double ScriptBar = 400;
    private const double ProcessorBar = 3.5;

    /// <summary>Measures AgentWeb beside a bare page, and beside a bare proxy in front of it.</summary>
    public static async Task MeasureAsync(LatencyStage stage, FigureTable figures, int repeat)
    {
        var script = ModelScript.Generate(ContentKind.Mixed, 400, tokensPerSecond: 50);
        using var proxy = await BareProxy.StartAsync(stage.FloorServer.Address);
        var behindProxy = await stage.OpenFloorAsync(proxy.Address);
        await behindProxy.AskAsync(script with { TokensPerSecond = 0 }, watchText: false);

        var scripts = (AgentWeb: new List<double>(), Floor: new List<double>());
        var processor = (AgentWeb: new List<double>(), Proxy: new List<double>());
        for (var i = 0; i < repeat; i++)
        {
            var (time, used) = await OnceAsync(behindProxy, script, () => proxy.ProcessorTime);
            scripts.Floor.Add(time);
            processor.Proxy.Add(used);
            (time, used) = await OnceAsync(stage.AgentWeb, script, () => stage.Server.ProcessorTime);
            scripts.AgentWeb.Add(time);
            processor.AgentWeb.Add(used);
        }

        figures.Add("script time in the browser, 400 tokens at 50/s", scripts.AgentWeb.Median(), scripts.Floor.Median(), null, ScriptBar, "ms");
        // The system counts processor time in steps of 10 ms: the sum of all runs is more exact than any of them.
        var (ours, least) = (processor.AgentWeb.Sum() / repeat, processor.Proxy.Sum() / repeat);
        figures.Add("processor time of the server, the same (beside a bare proxy)", ours, least, FigureTable.Ratio(ours, least), ProcessorBar, "ms");
    }

    private static async Task<(double Script, double Processor)> OnceAsync(MeasuredChat chat, ModelScript script, Func<TimeSpan> processorTime)
    {
        await chat.NewConversationAsync();
        var devTools = await chat.Page.Context.NewCDPSessionAsync(chat.Page);
        await devTools.SendAsync("Performance.enable");
        var (scriptBefore, processorBefore) = (await ScriptTimeAsync(devTools), processorTime());
        await chat.AskAsync(script, watchText: false);
        var (scriptAfter, processorAfter) = (await ScriptTimeAsync(devTools), processorTime());
        await devTools.DetachAsync();
        return (scriptAfter - scriptBefore, (processorAfter - processorBefore).TotalMilliseconds);
    }

    private static async Task<double> ScriptTimeAsync(ICDPSession devTools) => await devTools.MetricAsync("ScriptDuration") * 1000;
}
