using System.Globalization;
using AgentWeb.Bench.Figures;

namespace AgentWeb.Bench.Database;

/// <summary>
/// <c>bench database</c>: what the use cases cost on a SQLite file that has grown old, and at a tenth of its size. They are called as the
/// server calls them, in turn on both files; nothing else works on them meanwhile.
/// </summary>
internal static class DatabaseCommand
{
    // The runtime compiles anew, in the background, what runs often.
    private const int WarmUp = 200;

    // Below this a tenth does not fill the pages that are read.
    private const int LeastMessages = 200_000;

    /// <summary>Measures and prints; 0 when every bar is reached, else 1.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var messages = Math.Max(LeastMessages, args.Number("--messages", 1_000_000));
        var jobs = args.Number("--jobs", 10_000);
        var repeat = args.Number("--repeat", 500);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"SQLite, {messages:N0} messages of {Archive.Writers} users; then {jobs:N0} waiting jobs of {WaitingLine.Users} users; p95 of {repeat} calls each"));

        await using var tenth = await DatabaseStage.StartAsync(messages / 10);
        await using var whole = await DatabaseStage.StartAsync(messages);
        var figures = new FigureTable(reference: "a tenth");
        var logarithm = Math.Log(messages) / Math.Log(messages / 10.0);
        await MeasureAsync("page of 100 messages, newest", 20, logarithm, UseCases.ReadNewestAsync);
        await MeasureAsync("page of 100 messages, from the middle", 20, logarithm, UseCases.ReadMiddleAsync);
        await MeasureAsync("sidebar page of 50, first", 20, logarithm, UseCases.ListFirstAsync);
        await MeasureAsync("sidebar page of 50, from the middle", 20, logarithm, UseCases.ListMiddleAsync);
        await MeasureAsync("search: a rare word", 50, logarithm, Searches.RareAsync);
        await MeasureAsync("search: a word of every message", 50, logarithm, Searches.CommonAsync);
        await MeasureAsync("search: two words", 50, logarithm, Searches.TwoWordsAsync);
        await MeasureAsync("search: the beginning of a word", 50, logarithm, Searches.BeginningAsync);
        await MeasureAsync("search: a mix of these", 50, logarithm, Searches.AnyAsync);
        await MeasureAsync("message insert (send: message, reply, job)", 10, logarithm, UseCases.SendAsync);

        await tenth.FillQueueAsync(jobs / 10);
        await whole.FillQueueAsync(jobs);
        await MeasureAsync("queue: position of a job", 20, growthBar: null, UseCases.FindPlaceAsync);
        await MeasureAsync("queue: next job picked", 5, growthBar: null, UseCases.TakeNextAsync);
        figures.Print();
        return figures.IsReached ? 0 : 1;

        async Task MeasureAsync(string what, double bar, double? growthBar, Func<DatabaseStage, Task<TimeSpan>> useCase)
        {
            var (few, many) = (new List<double>(), new List<double>());
            for (var i = -WarmUp; i < repeat; i++)
            {
                var (small, large) = (await useCase(tenth), await useCase(whole));
                if (i >= 0)
                {
                    few.Add(small.TotalMilliseconds);
                    many.Add(large.TotalMilliseconds);
                }
            }

            figures.Add($"{what}, p95", many.Percentile(0.95), few.Percentile(0.95), compared: null, bar, "ms");
            figures.Add($"{what}, growth of p50", many.Median(), few.Median(), FigureTable.Ratio(many.Median(), few.Median()), growthBar, "ms");
        }
    }
}
