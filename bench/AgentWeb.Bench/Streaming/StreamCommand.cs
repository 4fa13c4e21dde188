using System.Globalization;
using AgentWeb.Tests.Components.Markdown.Circuit;

namespace AgentWeb.Bench.Streaming;

/// <summary>
/// What a long reply costs the server and the circuit, without a browser: the last thousand of 20,000 tokens beside the first, and
/// the bytes beside the HTML that they make.
/// </summary>
internal static class StreamCommand
{
    private const int Tokens = 20_000;
    private const int Repetitions = 9;

    // Bars: quality.md, "Speed".
    private const double GrowthBar = 1.2;
    private const double WireBar = 2.5;
    private const double BurstBar = 1.3;
    private const double RawPerHtml = 2;
    private const double RawPerFlush = 250;

    /// <summary>Runs it for the named kinds, or for all.</summary>
    public static async Task<int> RunAsync(string[] names)
    {
        var kinds = names.Length > 0 ? names : [.. TokenStreams.Kinds.Keys];
        await StreamRun.TokenByTokenAsync(TokenStreams.Take("mixed", Tokens));
        Console.WriteLine($"{Tokens} tokens, one batch each, best of {Repetitions} by time. Ratios; the bar is in the heading.");
        Console.WriteLine($"{"kind",-16}{"CPU ≤1.2",10}{"bytes ≤1.2",12}{"wire ≤2.5",11}{"raw ≤1",9}{"burst ≤1.3",12}{"µs/token",10}{"wire B/token",14}{"HTML B/token",14}  ");
        var isWithin = true;
        foreach (var kind in kinds)
        {
            isWithin &= await RunAsync(kind);
        }

        return isWithin ? 0 : 1;
    }

    private static async Task<bool> RunAsync(string kind)
    {
        var tokens = TokenStreams.Take(kind, Tokens);
        var runs = new List<StreamRun>();
        for (var i = 0; i < Repetitions; i++)
        {
            Shift(i);
            runs.Add(await StreamRun.TokenByTokenAsync(tokens));
        }

        var run = runs[0];
        var (total, html) = (run.Total, (double)run.Html);
        var time = runs.Min(r => r.Thousands[^1].Time) / runs.Min(r => r.Thousands[0].Time);
        var bytes = (double)run.Thousands[^1].Wire / run.Thousands[0].Wire;
        var wire = total.Wire / html;
        var raw = total.Raw / ((RawPerHtml * html) + (RawPerFlush * total.Batches));
        var burst = (await StreamRun.BurstAsync(tokens)).Total.Wire / html;
        var isWithin = time <= GrowthBar && bytes <= GrowthBar && wire <= WireBar && raw <= 1 && burst <= BurstBar;
        var perToken = runs.Min(r => r.Thousands.Sum(t => t.Time.TotalMicroseconds)) / Tokens;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kind,-16}{time,10:F2}{bytes,12:F2}{wire,11:F2}{raw,9:F2}{burst,12:F2}{perToken,10:F1}{(double)total.Wire / Tokens,14:F1}{html / Tokens,14:F1}  {(isWithin ? "ok" : "OVER")}"));
        return isWithin;
    }

    /// <summary>Moves the next collections: they would fall into the same thousand each time, as if that one were slow.</summary>
    private static void Shift(int repetition)
    {
        GC.Collect();
        for (var i = 0; i < repetition * 4096; i++)
        {
            GC.KeepAlive(new byte[1024]);
        }
    }
}
