using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Files.Retrieval;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Bench.Retrieval;

/// <summary>How well the right passages are found.</summary>
/// <param name="Ranks">For each question the place of the right passage, from 1; 0 when it is not among the first.</param>
internal sealed record RetrievalScore(IReadOnlyList<(SetQuestion Question, int Rank)> Ranks)
{
    /// <summary>Places beyond this are not looked at.</summary>
    public const int Most = 50;

    /// <summary>Share of the questions whose right passage is among the first five.</summary>
    public double AmongFive => Ranks.Count(r => r.Rank is > 0 and <= 5) / (double)Ranks.Count;

    /// <summary>Mean of one over the place.</summary>
    public double MeanReciprocalRank => Ranks.Average(r => r.Rank == 0 ? 0 : 1.0 / r.Rank);

    /// <summary>Puts the set into a library, as the ingestion lane does, and asks all questions of all of it.</summary>
    public static async Task<RetrievalScore> MeasureAsync(
        RetrievalSet set, IDbContextFactory<AppDbContext> contexts, IndexPassages index, FindPassages find, Guid ownerId)
    {
        foreach (var (name, passages) in set.Documents)
        {
            await AddAsync(contexts, index, ownerId, name, passages);
        }

        var ranks = new List<(SetQuestion, int)>();
        foreach (var question in set.Questions)
        {
            var found = await find.RunAsync(ownerId, FileScope.Library, question.Question, Most, CancellationToken.None);
            var place = found.ToList().FindIndex(p => p.FileName == question.Document && p.Text.Contains(question.Passage, StringComparison.Ordinal));
            ranks.Add((question, place + 1));
        }

        return new(ranks);
    }

    private static async Task AddAsync(
        IDbContextFactory<AppDbContext> contexts, IndexPassages index, Guid ownerId, string name, IReadOnlyList<Passage> passages)
    {
        var file = new StoredFile
        {
            Id = Guid.CreateVersion7(),
            OwnerId = ownerId,
            Name = name,
            Kind = FileKind.Markdown,
            ContentType = "text/markdown",
            Hash = new string('0', 64),
            Status = FileStatus.Completed,
        };
        await using (var db = await contexts.CreateDbContextAsync())
        {
            db.Files.Add(file);
            await db.SaveChangesAsync();
        }

        await index.RunAsync(file, passages.ToAsyncEnumerable(), CancellationToken.None);
    }
}
