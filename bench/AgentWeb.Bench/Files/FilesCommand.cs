using System.Globalization;
using AgentWeb.Bench.Figures;
using AgentWeb.Bench.Load;
using AgentWeb.Core.Files;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Files;

/// <summary>
/// <c>bench files</c>: what streams notice of files that are uploaded and processed beside them, and what a large upload costs in memory.
/// </summary>
internal static class FilesCommand
{
    private const double LagBar = 1.2;
    private const double MemoryBar = 20;
    private const double Megabyte = 1024 * 1024;

    /// <summary>Measures and prints; 0 when every bar is reached, else 1.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (streams, seconds, repeat) = (args.Number("--streams", 50), args.Number("--seconds", 20), args.Number("--repeat", 2));
        Console.WriteLine($"Server: {SolutionFolder.ServerAssembly}, {Environment.ProcessorCount} processors, {repeat} repetitions");
        await using var model = await FakeModelServer.StartAsync();
        await using var agentWeb = await AgentWebTarget.StartAsync(model, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Files:MaxSize"] = "300000000",
            ["Files:QuotaPerUser"] = "10000000000",
            ["Files:CpuShare"] = args.Option("--share") ?? new FilesOptions().CpuShare.ToString(CultureInfo.InvariantCulture),
        });
        var figures = new FigureTable("without");
        await MeasureMemoryAsync(agentWeb, figures);
        await MeasureStreamsAsync(agentWeb, model, figures, streams, seconds, repeat);
        figures.Print();
        return figures.IsReached ? 0 : 1;
    }

    private static async Task MeasureStreamsAsync(
        AgentWebTarget agentWeb, FakeModelServer model, FigureTable figures, int streams, int seconds, int repeat)
    {
        await StreamCrowd.HoldAsync(agentWeb, model, streams, seconds: 3);
        var (alone, beside, processed) = (new List<double>(), new List<double>(), 0.0);
        for (var i = 0; i < repeat; i++)
        {
            // By turns, so that whatever else happens on the machine happens to both.
            var quiet = await StreamCrowd.HoldAsync(agentWeb, model, streams, seconds);
            Console.WriteLine(quiet.Describe("without files"));
            alone.Add(quiet.Lags.Percentile(0.95));
            using var over = new CancellationTokenSource();
            var work = FileWork.KeepBusyAsync(agentWeb.NextPerson(), over.Token);
            var busy = await StreamCrowd.HoldAsync(agentWeb, model, streams, seconds);
            Console.WriteLine(busy.Describe("with files"));
            beside.Add(busy.Lags.Percentile(0.95));
            await over.CancelAsync();
            processed += await work;
        }

        var what = $"{streams} streams while 25 MB of text and a 500-page PDF are processed, lag p95";
        figures.Add(what, beside.Median(), alone.Median(), FigureTable.Ratio(beside.Median(), alone.Median()), LagBar, "ms");
        figures.Add("pairs of such files processed meanwhile", processed, null, null, null, "");
    }

    private static async Task MeasureMemoryAsync(AgentWebTarget agentWeb, FigureTable figures)
    {
        var person = agentWeb.NextPerson();
        await FileWork.UploadAsync(person, FileWork.Text(1), "warm.txt");
        await FileWork.ProcessedAsync(person);
        var before = agentWeb.Server.ResidentBytes;
        using var over = new CancellationTokenSource();
        var watch = PeakAsync(agentWeb.Server, over.Token);
        await FileWork.UploadAsync(person, FileWork.Text(200), "large.txt");
        await over.CancelAsync();
        figures.Add("memory while 200 MB are uploaded, grown by", (await watch - before) / Megabyte, null, null, MemoryBar, "MB");
        await FileWork.ProcessedAsync(person);
    }

    private static async Task<long> PeakAsync(AgentWebServer server, CancellationToken cancellationToken)
    {
        var peak = 0L;
        while (!cancellationToken.IsCancellationRequested)
        {
            peak = Math.Max(peak, server.ResidentBytes);
            await Task.Delay(10, CancellationToken.None);
        }

        return peak;
    }
}
