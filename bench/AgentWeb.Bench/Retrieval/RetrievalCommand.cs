using System.Globalization;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Retrieval;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Bench.Retrieval;

/// <summary>
/// <c>bench retrieval</c>: whether the passage that answers a question is among the first five that are found for it. All documents are one
/// library, so that those that speak of the same things compete.
/// </summary>
internal static class RetrievalCommand
{
    /// <summary>Share of questions whose right passage has to be among the first five.</summary>
    private const double Bar = 0.9;

    /// <summary>Measures and prints; 0 when the bar is reached, else 1.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var all = args.Contains("--all", StringComparer.Ordinal);
        var score = await MeasureAsync("questions.json", "the questions", all);
        await MeasureAsync("questions-unseen.json", "questions written before the search was improved, and not looked at meanwhile", all);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\nright passage among the first five: {score.AmongFive:P0}, bar {Bar:P0}: {(score.AmongFive >= Bar ? "ok" : "MISSED")}"));
        return score.AmongFive >= Bar ? 0 : 1;
    }

    private static async Task<RetrievalScore> MeasureAsync(string questions, string title, bool all)
    {
        var folder = Directory.CreateTempSubdirectory("agentweb-bench-").FullName;
        try
        {
            var set = await RetrievalSet.LoadAsync(questions);
            await using var services = await StartAsync(folder);
            var contexts = services.GetRequiredService<IDbContextFactory<AppDbContext>>();
            var score = await RetrievalScore.MeasureAsync(
                set, contexts, services.GetRequiredService<IndexPassages>(), services.GetRequiredService<FindPassages>(), await AddUserAsync(contexts));
            Console.WriteLine($"\n{title}: {set.Documents.Count} documents, {set.Documents.Sum(d => d.Value.Max(p => p.Page))} pages, "
                + $"{set.Documents.Sum(d => d.Value.Count)} passages, {set.Questions.Count} questions; BM25 alone\n");
            Print(score, all);
            return score;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ServiceProvider> StartAsync(string folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Directory", folder)]).Build();
        var services = new ServiceCollection().AddLogging().AddData(configuration, folder).AddRetrieval().BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        return services;
    }

    private static async Task<Guid> AddUserAsync(IDbContextFactory<AppDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var user = new AppUser { Id = Guid.CreateVersion7(), UserName = "bench@example.test" };
        db.Users.Add(user);
        await db.SaveChangesAsync();
        return user.Id;
    }

    private static void Print(RetrievalScore score, bool all)
    {
        foreach (var (question, rank) in score.Ranks.Where(r => all || r.Rank is 0 or > 5))
        {
            Console.WriteLine($"{(rank == 0 ? "not found" : "place " + rank.ToString(CultureInfo.InvariantCulture)),9}  {question.Question}  ({question.Document}, page {question.Page})");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""

            among the first five  {score.AmongFive:P0}
            first                 {score.Ranks.Count(r => r.Rank == 1) / (double)score.Ranks.Count:P0}
            mean reciprocal rank  {score.MeanReciprocalRank:0.000}
            """));
    }
}
