using System.Runtime.InteropServices;
using AgentWeb.Core.Files.Retrieval.Index;

namespace AgentWeb.Core.Files.Retrieval.Ranking;

/// <summary>Adds up what each passage is worth to a question.</summary>
internal sealed class PassageScores(Bm25 bm25)
{
    private readonly Dictionary<PassageKey, double> _scores = [];
    private readonly Dictionary<PassageKey, Posting> _having = [];

    /// <summary>Adds a word, by the postings of all its forms in all files.</summary>
    public void Add(IEnumerable<(long FileSeq, byte[] Postings)> forms)
    {
        _having.Clear();
        foreach (var (file, postings) in forms)
        {
            var reader = new PostingsReader(postings);
            while (reader.TryRead(out var posting))
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_having, new(file, posting.Position), out _);
                known = posting with { Count = posting.Count + known.Count, InHeading = posting.InHeading || known.InHeading };
            }
        }

        var rarity = bm25.Rarity(_having.Count);
        foreach (var (key, posting) in _having)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_scores, key, out _) += rarity * bm25.Weight(posting.Count, posting.InHeading, posting.Length);
        }
    }

    /// <summary>The best, best first; of equals the earlier one.</summary>
    public IReadOnlyList<PassageKey> Best(int count) =>
    [
        .. _scores.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.FileSeq).ThenBy(pair => pair.Key.Position)
            .Take(count).Select(pair => pair.Key),
    ];
}
