using System.Diagnostics;
using System.Globalization;
using AgentWeb.Core.Search;

namespace AgentWeb.Bench.Database;

/// <summary>Searches that are measured: the first page of one person's conversations, with snippets, newest first.</summary>
internal static class Searches
{
    private const int PageSize = 20;
    private const int CommonWords = 50;
    private const int RareWords = 2_000; // From this rank on.

    /// <summary>A word that few messages have, or none of this person.</summary>
    public static Task<TimeSpan> RareAsync(DatabaseStage stage) => SearchAsync(stage, Rare(stage.Random));

    /// <summary>A word that every question and every title has.</summary>
    public static Task<TimeSpan> CommonAsync(DatabaseStage stage) => SearchAsync(stage, "queue");

    /// <summary>A word that many have and one that few do, or two that many have.</summary>
    public static Task<TimeSpan> TwoWordsAsync(DatabaseStage stage) =>
        SearchAsync(stage, $"{Common(stage.Random)} {(stage.Random.Next(2) == 0 ? Common(stage.Random) : Rare(stage.Random))}");

    /// <summary>What is there after one to six letters.</summary>
    public static Task<TimeSpan> BeginningAsync(DatabaseStage stage) =>
        SearchAsync(stage, Common(stage.Random)[..stage.Random.Next(1, 6)]);

    /// <summary>Any of these.</summary>
    public static Task<TimeSpan> AnyAsync(DatabaseStage stage) => stage.Random.Next(4) switch
    {
        0 => RareAsync(stage),
        1 => CommonAsync(stage),
        2 => TwoWordsAsync(stage),
        _ => BeginningAsync(stage),
    };

    private static string Common(Random random) => Vocabulary.Word(random.Next(CommonWords));

    private static string Rare(Random random) => Vocabulary.Word(random.Next(RareWords, Vocabulary.Size));

    private static async Task<TimeSpan> SearchAsync(DatabaseStage stage, string query)
    {
        var writer = stage.Archive.Any(stage.Random);
        var started = Stopwatch.GetTimestamp();
        var page = await stage.Get<SearchConversations>().RunAsync(writer.Id, new(query), after: null, PageSize, CancellationToken.None);
        var time = Stopwatch.GetElapsedTime(started);
        return query == "queue" && page.Items.Count < PageSize
            ? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{page.Items.Count} conversations were found instead of a page."))
            : time;
    }
}
