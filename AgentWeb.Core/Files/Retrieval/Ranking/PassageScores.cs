using System.Runtime.InteropServices;
using AgentWeb.Core.Files.Retrieval.Index;

namespace AgentWeb.Core.Files.Retrieval.Ranking;

/// <summary>Adds up what each passage is worth to a question.</summary>
/// <param name="bm25">What finding a word is worth.</param>
/// <param name="postings">For each term its postings in all files.</param>
internal sealed class PassageScores(Bm25 bm25, ILookup<long, (long FileSeq, byte[] Postings)> postings)
{
    private readonly Dictionary<PassageKey, double> _scores = [];
    private readonly Dictionary<PassageKey, double> _word = [];
    private readonly Dictionary<PassageKey, Posting> _having = [];

    /// <summary>Adds a word.</summary>
    public void Add(QueryWord word)
    {
        _word.Clear();
        foreach (var form in word.Forms)
        {
            Find(form.Terms);
            var rarity = bm25.Rarity(_having.Count) * form.Weight;
            foreach (var (key, posting) in _having)
            {
                ref var best = ref CollectionsMarshal.GetValueRefOrAddDefault(_word, key, out _);
                best = Math.Max(best, rarity * bm25.Weight(posting.Count, posting.InHeading, posting.Length));
            }
        }

        foreach (var (key, score) in _word)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_scores, key, out _) += score;
        }
    }

    /// <summary>The best, best first; of equals the earlier one.</summary>
    public IReadOnlyList<PassageKey> Best(int count) =>
    [
        .. _scores.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.FileSeq).ThenBy(pair => pair.Key.Position)
            .Take(count).Select(pair => pair.Key),
    ];

    private void Find(IReadOnlyList<long> terms)
    {
        _having.Clear();
        foreach (var (file, encoded) in terms.SelectMany(term => postings[term]))
        {
            var reader = new PostingsReader(encoded);
            while (reader.TryRead(out var posting))
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_having, new(file, posting.Position), out _);
                known = posting with { Count = posting.Count + known.Count, InHeading = posting.InHeading || known.InHeading };
            }
        }
    }
}
