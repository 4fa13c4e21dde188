using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Files.Retrieval.Index;
using AgentWeb.Core.Files.Retrieval.Vectors;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files.Retrieval;

/// <summary>
/// Stores the passages of a file and the index of their words, in place of what the file had. Each batch is a transaction of its own:
/// one for the whole file would keep everybody else from writing to SQLite meanwhile. Nobody sees a file by half, because only completed
/// files are searched and its status changes after this; what is left of an attempt that broke off is replaced by the next one.
/// </summary>
public sealed class IndexPassages(IDbContextFactory<AppDbContext> contexts, EmbedPassages embedPassages)
{
    private const int PassagesInBatch = 64;
    private const int TermsInBatch = 500;

    /// <summary>Stores them, and what they come to in the file's row.</summary>
    /// <param name="file">The file.</param>
    /// <param name="passages">Its passages in order; they are read once, and not more than a batch of them is held.</param>
    /// <param name="cancellationToken">Ends it; what is stored by then is replaced the next time.</param>
    public async Task RunAsync(StoredFile file, IAsyncEnumerable<Passage> passages, CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await db.FileTerms.Where(t => t.FileSeq == file.Seq).ExecuteDeleteAsync(cancellationToken);
            await db.FilePassages.Where(p => p.FileSeq == file.Seq).ExecuteDeleteAsync(cancellationToken);
        }

        var index = new FileIndex();
        var totals = new Totals();
        await foreach (var batch in passages.Chunk(PassagesInBatch).WithCancellation(cancellationToken))
        {
            var rows = Array.ConvertAll(batch, passage => Row(file.Seq, passage, index, totals));
            totals.HasVectors = totals.HasVectors && await embedPassages.RunAsync(rows, cancellationToken);
            await SaveAsync(rows, cancellationToken);
        }

        foreach (var batch in index.Terms.Chunk(TermsInBatch))
        {
            var rows = batch.Select(t => new FileTerm { OwnerId = file.OwnerId, Term = t.Term, FileSeq = file.Seq, Postings = t.Postings });
            await SaveAsync(rows, cancellationToken);
        }

        var embeddingModel = totals.HasVectors && index.Passages > 0 ? embedPassages.ModelKey : null;
        await using var last = await contexts.CreateDbContextAsync(cancellationToken);
        await last.Files.Where(f => f.Seq == file.Seq).ExecuteUpdateAsync(
            set => set
                .SetProperty(f => f.PassageCount, index.Passages)
                .SetProperty(f => f.TermCount, index.Length)
                .SetProperty(f => f.Tokens, totals.Tokens)
                .SetProperty(f => f.Pages, totals.Pages)
                .SetProperty(f => f.EmbeddingModel, embeddingModel),
            cancellationToken);
    }

    private static FilePassage Row(long file, Passage passage, FileIndex index, Totals totals)
    {
        var position = index.Passages;
        index.Add(passage);
        totals.Tokens += passage.Tokens;
        totals.Pages = passage.Page is { } page ? Math.Max(totals.Pages ?? 0, page) : totals.Pages;
        return new()
        {
            FileSeq = file,
            Position = position,
            Text = passage.Text,
            Page = passage.Page,
            Place = Label(passage.Place),
            Heading = Label(passage.Heading),
            Tokens = passage.Tokens,
        };
    }

    /// <summary>Cut to what the column takes, between characters.</summary>
    private static string? Label(string? text)
    {
        const int Most = FilePassage.MaxLabelLength;
        return text is null || text.Length <= Most ? text : text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)];
    }

    private async Task SaveAsync<T>(IEnumerable<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.AddRange(rows);
        await db.SaveChangesAsync(cancellationToken);
    }

    private sealed class Totals
    {
        public long Tokens { get; set; }

        public int? Pages { get; set; }

        /// <summary>Whether every passage so far got its vector; after the first that did not the server is left alone.</summary>
        public bool HasVectors { get; set; } = true;
    }
}
