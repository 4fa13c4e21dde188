using System.Diagnostics;
using System.Globalization;
using AgentWeb.Bench.Figures;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Data;
using AgentWeb.Core.Operations;
using AgentWeb.Core.Operations.Usage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Bench.Database;

/// <summary>
/// <c>bench operations</c>: what looking costs an administrator: a year of use of a busy server, and a page of a long queue, each on a SQLite file.
/// </summary>
internal static class OperationsCommand
{
    private const int Messages = 20_000; // Something has to be there; it is not what is measured.
    private const int WarmUp = 10;

    /// <summary>Measures and prints; 0 when every bar is reached, else 1.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (users, models, days) = (args.Number("--users", 200), args.Number("--models", 5), args.Number("--days", 365));
        var (jobs, repeat) = (args.Number("--jobs", 10_000), args.Number("--repeat", 20));
        await using var stage = await DatabaseStage.StartAsync(Messages);
        await stage.FillQueueAsync(jobs);
        var rows = stage.Fill(transaction => WriteUsage(transaction, users, models, days));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{rows:N0} rows of use of {users} users, {models} models and {days} days; {jobs:N0} waiting jobs; p95 of {repeat} calls each"));

        var figures = new FigureTable();
        var year = UsageQuery.LastDays(days, TimeProvider.System.GetUtcNow());
        await RollUpAsync(stage);
        var cold = Stopwatch.GetTimestamp();
        await stage.Get<ReadUsage>().RunAsync(year, CancellationToken.None);
        figures.Add("usage: a year, the first time", Stopwatch.GetElapsedTime(cold).TotalMilliseconds, floor: null, compared: null, bar: 1000, "ms");
        await MeasureAsync("usage: a year", 1000, () => stage.Get<ReadUsage>().RunAsync(year, CancellationToken.None));
        await MeasureAsync("usage: a year of one model", 1000, () => stage.Get<ReadUsage>().RunAsync(year with { ModelKey = ModelKey(0) }, CancellationToken.None));
        await MeasureAsync("usage: 30 days", 1000, () => stage.Get<ReadUsage>().RunAsync(UsageQuery.LastDays(30, TimeProvider.System.GetUtcNow()), CancellationToken.None));
        await MeasureAsync("operations: the pass over what waits", bar: null, async () =>
        {
            using var order = new QueueOrder(stage.Get<IDbContextFactory<AppDbContext>>(), stage.Get<QueueSignal>(), TimeProvider.System);
            await order.ReadAsync(CancellationToken.None);
        });
        await MeasureAsync("operations: first page, while the queue moves", 50, () =>
        {
            stage.Get<QueueSignal>().Moved();
            return stage.Get<ReadOperations>().RunAsync(new(), 0, CancellationToken.None);
        });
        await MeasureAsync("operations: last page", 50, () => stage.Get<ReadOperations>().RunAsync(new(), (jobs / ReadOperations.PageSize) - 1, CancellationToken.None));
        figures.Print();
        return figures.IsReached ? 0 : 1;

        async Task MeasureAsync(string what, double? bar, Func<Task> look)
        {
            var times = new List<double>();
            for (var i = -WarmUp; i < repeat; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await look();
                if (i >= 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }

            figures.Add(what + ", p95", times.Percentile(0.95), floor: null, compared: null, bar, "ms");
        }
    }

    /// <summary>What a server does once a month.</summary>
    private static async Task RollUpAsync(DatabaseStage stage)
    {
        var started = Stopwatch.GetTimestamp();
        await stage.Get<RollUpUsage>().RunOnceAsync(CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalMilliseconds:N0} ms to add all months up"));
    }

    private static string ModelKey(int model) => string.Create(CultureInfo.InvariantCulture, $"server/model-{model}");

    private static int WriteUsage(SqliteTransaction transaction, int users, int models, int days)
    {
        var random = new Random(1);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var people = Enumerable.Range(0, users).Select(_ => Guid.CreateVersion7()).ToList();
        using var used = new TableWriter(
            transaction,
            "UsageDays",
            new(StringComparer.Ordinal) { ["Continuations"] = "1", ["ContinuationsCompleted"] = "1", ["Stopped"] = "2", ["Failed"] = "1", ["Retries"] = "1" },
            "Day", "OwnerId", "ModelKey", "Requests", "Replies", "Completed", "InputTokens", "OutputTokens", "CostMicros");
        using var ranges = new TableWriter(transaction, "UsageHistograms", [], "Day", "ModelKey", "Measure", "Bucket", "Count");
        for (var day = 0; day < days; day++)
        {
            for (var model = 0; model < models; model++)
            {
                foreach (var person in people)
                {
                    var requests = random.Next(1, 60);
                    used.Write(today.AddDays(-day), person, ModelKey(model), requests, requests, requests - 1, requests * 2000L, requests * 400L, requests * 8000L);
                }

                for (var measure = 0; measure < 3; measure++)
                {
                    for (var bucket = 60; bucket < 120; bucket += 2)
                    {
                        ranges.Write(today.AddDays(-day), ModelKey(model), measure, bucket, random.Next(1, 200));
                    }
                }
            }
        }

        return users * models * days;
    }
}
