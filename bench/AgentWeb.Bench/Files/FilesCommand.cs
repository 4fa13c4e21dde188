using System.Diagnostics;
using System.Globalization;
using AgentWeb.Bench.Figures;
using AgentWeb.Bench.Load;
using AgentWeb.Core.Files;
using AgentWeb.E2E.Infrastructure.ModelServer;
using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Files;

/// <summary>
/// <c>bench files</c>: what streams notice of files that are uploaded and processed beside them, what a large upload costs in memory, and
/// how soon hostile files end in an error.
/// </summary>
internal static class FilesCommand
{
    private const double LagBar = 1.2;
    private const double MemoryBar = 20;
    private const double Megabyte = 1024 * 1024;

    /// <summary>Measures and prints; 0 when every bar is reached, else 1.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (streams, repeat) = (args.Number("--streams", 50), args.Number("--repeat", 4));
        var names = args.Option("--phases")?.Split(',') ?? ["files"];
        Console.WriteLine($"Server: {SolutionFolder.ServerAssembly}, {Environment.ProcessorCount} processors, {repeat} repetitions");
        await using var model = await FakeModelServer.StartAsync();
        await using var agentWeb = await AgentWebTarget.StartAsync(model, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Files:MaxSize"] = "300000000",
            ["Files:QuotaPerUser"] = "10000000000",
            ["Files:CpuShare"] = args.Option("--share") ?? new FilesOptions().CpuShare.ToString(CultureInfo.InvariantCulture), // The smaller of the two counts.
            ["Files:CpuShareBesideReplies"] = args.Option("--share") ?? new FilesOptions().CpuShareBesideReplies.ToString(CultureInfo.InvariantCulture),
        });
        var figures = new FigureTable("without");
        var parts = args.Option("--only")?.Split(',') ?? ["memory", "streams", "hostile"];
        if (parts.Contains("memory"))
        {
            await MeasureMemoryAsync(agentWeb, figures, repeat);
        }

        if (parts.Contains("streams"))
        {
            await MeasureStreamsAsync(agentWeb, model, figures, streams, repeat, [.. FilePhase.All.Where(phase => names.Contains(phase.Name))]);
        }

        if (parts.Contains("hostile"))
        {
            await HostileUploads.MeasureAsync(agentWeb.NextPerson(), figures);
        }

        figures.Print();
        return figures.IsReached ? 0 : 1;
    }

    private static async Task MeasureStreamsAsync(
        AgentWebTarget agentWeb, FakeModelServer model, FigureTable figures, int streams, int repeat, IReadOnlyList<FilePhase> phases)
    {
        var person = agentWeb.NextPerson();
        foreach (var phase in phases)
        {
            await phase.RunAsync(person); // So that nothing is done for the first time when it is measured.
        }

        // By turns within the same streams, so that whatever else happens on the machine happens to all.
        var (timeline, seconds) = (new PhaseTimeline(phases), (repeat * (phases.Count + 1) * PhaseTimeline.QuietSeconds) + (repeat * phases.Sum(phase => phase.ExpectedSeconds)));
        var holding = StreamCrowd.HoldAsync(agentWeb, model, streams, seconds);
        await timeline.RunAsync(person, holding);
        var held = await holding;
        Console.WriteLine(held.Describe("all"));
        var quiet = timeline.Lags(held, PhaseTimeline.Quiet);
        Console.WriteLine(Line("without files", quiet));
        foreach (var phase in phases)
        {
            var lags = timeline.Lags(held, phase.Name);
            Console.WriteLine(Line(phase.Name, lags) + FormattableString.Invariant($", {timeline.Count(phase.Name)} times, {timeline.Seconds(phase.Name):0.0} s each"));
            figures.Add($"{streams} streams beside {phase.Name}, lag p50", lags.Median(), quiet.Median(), FigureTable.Ratio(lags.Median(), quiet.Median()), null, "ms");
            figures.Add(
                $"{streams} streams beside {phase.Name}, lag p95",
                lags.Percentile(0.95), quiet.Percentile(0.95), FigureTable.Ratio(lags.Percentile(0.95), quiet.Percentile(0.95)), LagBar, "ms");
        }

        figures.Add("streams whose text was lost or reordered", held.Broken, null, null, 0, "");
    }

    private static string Line(string name, double[] lags) => FormattableString.Invariant(
        $"  {name}: {lags.Length:N0} tokens, lag p50 {lags.Median():0.00} ms, p90 {lags.Percentile(0.9):0.00}, p95 {lags.Percentile(0.95):0.00}, p99 {lags.Percentile(0.99):0.00}, most {lags.Max():0}");

    /// <summary>The median of several uploads, each from a server that has come to rest: what it compiles and looks at after a start is not the upload's.</summary>
    private static async Task MeasureMemoryAsync(AgentWebTarget agentWeb, FigureTable figures, int repeat)
    {
        var person = agentWeb.NextPerson();
        await FileWork.UploadAsync(person, FileWork.Text(1), "warm.txt");
        await FileWork.ProcessedAsync(person);
        var grown = new List<double>();
        for (var i = 0; i < repeat; i++)
        {
            var before = await RestAsync(agentWeb.Server);
            using var over = new CancellationTokenSource();
            var watch = PeakAsync(agentWeb.Server, over.Token);
            await FileWork.UploadAsync(person, FileWork.Text(200), $"large-{i}.txt");
            await over.CancelAsync();
            grown.Add((await watch - before) / Megabyte);
            await FileWork.ProcessedAsync(person);
        }

        Console.WriteLine("  memory while 200 MB are uploaded, grown by " + string.Join(", ", grown.Select(mb => mb.ToString("0.0", CultureInfo.InvariantCulture))) + " MB");
        figures.Add("memory while 200 MB are uploaded, grown by", grown.Median(), null, null, MemoryBar, "MB");
    }

    /// <summary>Waits until the memory of the server has not grown for a while, and tells it.</summary>
    private static async Task<long> RestAsync(AgentWebServer server)
    {
        var (most, since, began) = (server.ResidentBytes, Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(5) && Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(100);
            if (server.ResidentBytes > most + (Megabyte / 2))
            {
                (most, since) = (server.ResidentBytes, Stopwatch.GetTimestamp());
            }
        }

        return server.ResidentBytes;
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
