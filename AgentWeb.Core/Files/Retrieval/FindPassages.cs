using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Retrieval.Ranking;
using AgentWeb.Core.Files.Retrieval.Vectors;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files.Retrieval;

/// <summary>Finds the passages of a person's files that a question is about. Only completed files are looked through.</summary>
public sealed class FindPassages(IDbContextFactory<AppDbContext> contexts, QuestionVector questionVector)
{
    /// <summary>How many of each ranking are fused, at least: what is far down in both is no answer.</summary>
    private const int LeastFused = 50;

    /// <summary>Finds them.</summary>
    /// <param name="ownerId">The person.</param>
    /// <param name="scope">Which of their files.</param>
    /// <param name="question">What they ask, in their words.</param>
    /// <param name="count">Most passages.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The best first; none when nothing of the question is in the files, or there are no files.</returns>
    public async Task<IReadOnlyList<FoundPassage>> RunAsync(
        Guid ownerId, FileScope scope, string question, int count, CancellationToken cancellationToken)
    {
        var words = QueryWords.In(question);
        var model = questionVector.Model;
        if (count <= 0 || (words.Count == 0 && model.Generator is null))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var files = await scope.Of(db, ownerId).AsNoTracking()
            .Where(f => f.Status == FileStatus.Completed && f.PassageCount > 0)
            .Select(f => new SearchedFile(f.Seq, f.Id, f.Name, f.PassageCount, f.TermCount, f.EmbeddingModel))
            .ToDictionaryAsync(f => f.Seq, cancellationToken);
        if (files.Count == 0)
        {
            return [];
        }

        var embedded = files.Values.Where(f => f.EmbeddingModel is not null && f.EmbeddingModel == model.Key).Select(f => f.Seq).ToList();
        var vector = embedded.Count > 0 ? await questionVector.OfAsync(model, question, cancellationToken) : null;
        var most = vector is null ? count : Math.Max(count, LeastFused);
        var best = await RankAsync(db, ownerId, scope, files, words, most, cancellationToken);
        if (vector is not null)
        {
            best = RankFusion.Fuse(count, best, await db.NearestAsync(embedded, vector, most, cancellationToken));
        }

        return await ReadAsync(db, files, best, cancellationToken);
    }

    private static async Task<IReadOnlyList<PassageKey>> RankAsync(
        AppDbContext db, Guid ownerId, FileScope scope, Dictionary<long, SearchedFile> files, IReadOnlyList<QueryWord> words, int count,
        CancellationToken cancellationToken)
    {
        var terms = words.SelectMany(word => word.Forms).SelectMany(form => form.Terms).Distinct().ToList();
        var rows = db.FileTerms.AsNoTracking().Where(t => t.OwnerId == ownerId && terms.Contains(t.Term));
        if (scope.ConversationId is not null)
        {
            var seqs = files.Keys.ToList();
            rows = rows.Where(t => seqs.Contains(t.FileSeq));
        }

        var found = await rows.Select(t => new { t.Term, t.FileSeq, t.Postings }).ToListAsync(cancellationToken);
        var postings = found.Where(t => files.ContainsKey(t.FileSeq)).ToLookup(t => t.Term, t => (t.FileSeq, t.Postings));
        var passages = files.Values.Sum(f => (long)f.PassageCount);
        var meanLength = Math.Max(1, files.Values.Sum(f => f.TermCount) / (double)passages);
        var scores = new PassageScores(new(passages, meanLength), postings);
        foreach (var word in words)
        {
            scores.Add(word);
        }

        return scores.Best(count);
    }

    private static async Task<IReadOnlyList<FoundPassage>> ReadAsync(
        AppDbContext db, Dictionary<long, SearchedFile> files, IReadOnlyList<PassageKey> keys, CancellationToken cancellationToken)
    {
        // A few more than asked for, where the same position is wanted of one file and not of another.
        var (seqs, positions) = (keys.Select(k => k.FileSeq).Distinct().ToList(), keys.Select(k => k.Position).Distinct().ToList());
        var rows = await db.FilePassages.AsNoTracking()
            .Where(p => seqs.Contains(p.FileSeq) && positions.Contains(p.Position))
            .Select(p => new { p.FileSeq, p.Position, p.Text, p.Page, p.Place, p.Heading, p.Tokens })
            .ToDictionaryAsync(p => new PassageKey(p.FileSeq, p.Position), cancellationToken);
        return
        [
            .. keys.Where(rows.ContainsKey).Select(key => rows[key]).Select(row => new FoundPassage
            {
                FileSeq = row.FileSeq,
                FileId = files[row.FileSeq].Id,
                FileName = files[row.FileSeq].Name,
                Position = row.Position,
                Text = row.Text,
                Page = row.Page,
                Place = row.Place,
                Heading = row.Heading,
                Tokens = row.Tokens,
            }),
        ];
    }

    private sealed record SearchedFile(long Seq, Guid Id, string Name, int PassageCount, long TermCount, string? EmbeddingModel);
}
