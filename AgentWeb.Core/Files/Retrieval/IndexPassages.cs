using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Core.Files.Processes;
using AgentWeb.Core.Files.Reading;
using AgentWeb.Core.Files.Retrieval.Index;
using AgentWeb.Core.Files.Retrieval.Vectors;
using AgentWeb.Core.Models;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files.Retrieval;

/// <summary>
/// Stores the passages of a file and the index of their words, in place of what the file had. Each batch is a transaction of its own:
/// one for the whole file would keep everybody else from writing to SQLite meanwhile. Nobody sees a file by half, because only completed
/// files are searched and its status changes after this; what is left of an attempt that broke off is replaced by the next one.
/// </summary>
public sealed class IndexPassages(IDbContextFactory<AppDbContext> contexts, EmbedPassages embedPassages)
{
    /// <summary>What is written in some milliseconds: SQLite lets nobody else write meanwhile, and streams want the processor.</summary>
    private const int PassagesInBatch = 8;
    private const int TermsInBatch = 32;
    private const int Niceness = 10;

    /// <summary>Gathers the words of passages and stores both.</summary>
    /// <param name="file">The file.</param>
    /// <param name="passages">Its passages in order; they are read once, and not more than a batch of them is held.</param>
    /// <param name="cancellationToken">Ends it; what is stored by then is replaced the next time.</param>
    public Task RunAsync(StoredFile file, IAsyncEnumerable<Passage> passages, CancellationToken cancellationToken) =>
        StoreAsync(file, FileIndex.OfAsync(passages, cancellationToken), new(() => 1, TimeProvider.System), cancellationToken);

    /// <summary>Stores what was read of a file, and what that comes to in the file's row.</summary>
    /// <param name="file">The file.</param>
    /// <param name="items">Its passages in order, then their terms.</param>
    /// <param name="share">Rests after each batch, when others write.</param>
    /// <param name="cancellationToken">Ends it; what is stored by then is replaced the next time.</param>
    internal async Task StoreAsync(StoredFile file, IAsyncEnumerable<IndexItem> items, CpuShare share, CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await db.FileTerms.Where(t => t.FileSeq == file.Seq).ExecuteDeleteAsync(cancellationToken);
            await db.FilePassages.Where(p => p.FileSeq == file.Seq).ExecuteDeleteAsync(cancellationToken);
        }

        await using var thread = new QuietThread("index of a file", Niceness);
        var totals = new Totals(embedPassages.Model);
        var passages = new List<FilePassage>(PassagesInBatch);
        var terms = new List<FileTerm>(TermsInBatch);
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            if (item is IndexedPassage passage)
            {
                passages.Add(Row(file.Seq, passage, totals));
            }
            else if (item is IndexedTerm term)
            {
                terms.Add(new() { OwnerId = file.OwnerId, Term = term.Term, FileSeq = file.Seq, Postings = term.Postings });
            }

            if (passages.Count == PassagesInBatch || terms.Count == TermsInBatch)
            {
                await SaveAsync(thread, passages, terms, totals, share, cancellationToken);
            }
        }

        await SaveAsync(thread, passages, terms, totals, share, cancellationToken);
        var embeddingModel = totals.HasVectors && totals.Passages > 0 ? totals.Model.Key : null;
        await using var last = await contexts.CreateDbContextAsync(cancellationToken);
        await last.Files.Where(f => f.Seq == file.Seq).ExecuteUpdateAsync(
            set => set
                .SetProperty(f => f.PassageCount, totals.Passages)
                .SetProperty(f => f.TermCount, totals.Terms)
                .SetProperty(f => f.Tokens, totals.Tokens)
                .SetProperty(f => f.Pages, totals.Pages)
                .SetProperty(f => f.EmbeddingModel, embeddingModel),
            cancellationToken);
    }

    private static FilePassage Row(long file, IndexedPassage indexed, Totals totals)
    {
        var passage = indexed.Passage;
        totals.Terms += indexed.Terms;
        totals.Tokens += passage.Tokens;
        totals.Pages = passage.Page is { } page ? Math.Max(totals.Pages ?? 0, page) : totals.Pages;
        return new()
        {
            FileSeq = file,
            Position = totals.Passages++,
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

    private async Task SaveAsync(
        QuietThread thread, List<FilePassage> passages, List<FileTerm> terms, Totals totals, CpuShare share, CancellationToken cancellationToken)
    {
        totals.HasVectors = totals.HasVectors && (passages.Count == 0 || await embedPassages.RunAsync(totals.Model, passages, cancellationToken));
        var spent = thread.ProcessorTime;
        await thread.RunAsync(async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await BulkInsert.InsertAsync(db, passages, cancellationToken);
            await BulkInsert.InsertAsync(db, terms, cancellationToken);
        });
        passages.Clear();
        terms.Clear();
        await share.RestAfterAsync(thread.ProcessorTime - spent, cancellationToken);
    }

    private sealed class Totals(EmbeddingModel model)
    {
        /// <summary>The model whose vectors the whole file gets.</summary>
        public EmbeddingModel Model => model;

        public int Passages { get; set; }

        public long Terms { get; set; }

        public long Tokens { get; set; }

        public int? Pages { get; set; }

        /// <summary>Whether every passage so far got its vector; after the first that did not the server is left alone.</summary>
        public bool HasVectors { get; set; } = true;
    }
}
