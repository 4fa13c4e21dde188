using System.Runtime.CompilerServices;
using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Files.Reading;
using AgentWeb.Core.Language;

namespace AgentWeb.Core.Files.Retrieval.Index;

/// <summary>
/// The words of one file, gathered passage by passage. It takes about a hundred bytes for each different word and four for each passage
/// that has it: some megabytes for 500 pages. The text is not kept.
/// </summary>
internal sealed class FileIndex
{
    private readonly Dictionary<long, PostingsWriter> _terms = [];
    private readonly Dictionary<long, (int Count, bool InHeading)> _passage = [];
    private int _count;

    /// <summary>What each term is found in.</summary>
    public IEnumerable<IndexedTerm> Terms => _terms.Select(pair => new IndexedTerm(pair.Key, pair.Value.ToArray()));

    /// <summary>Passages as they come, and behind them the terms of all.</summary>
    public static async IAsyncEnumerable<IndexItem> OfAsync(
        IAsyncEnumerable<Passage> passages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var index = new FileIndex();
        await foreach (var passage in passages.WithCancellation(cancellationToken))
        {
            yield return new IndexedPassage(passage, index.Add(passage));
        }

        foreach (var term in index.Terms)
        {
            yield return term;
        }
    }

    /// <summary>Adds the next passage.</summary>
    /// <returns>How many terms its text has.</returns>
    public int Add(Passage passage)
    {
        _passage.Clear();
        var language = TermReader.LanguageOf(passage.Text);
        var length = 0;
        foreach (var term in TermReader.Terms(passage.Text, language))
        {
            var hash = TermHash.Of(term);
            _passage[hash] = (_passage.GetValueOrDefault(hash).Count + 1, InHeading: false);
            length++;
        }

        foreach (var term in TermReader.Terms(passage.Heading ?? "", language))
        {
            var hash = TermHash.Of(term);
            _passage[hash] = (_passage.GetValueOrDefault(hash).Count, InHeading: true);
        }

        foreach (var (term, (count, inHeading)) in _passage)
        {
            if (!_terms.TryGetValue(term, out var postings))
            {
                _terms.Add(term, postings = new());
            }

            postings.Add(new(_count, count, inHeading, length));
        }

        _count++;
        return length;
    }
}
