namespace AgentWeb.Core.Files.Retrieval.Ranking;

/// <summary>
/// Okapi BM25: a word counts the more the rarer it is among the passages in question, and the less each further time it occurs in one. After S.
/// Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, https://doi.org/10.1561/1500000019; the
/// weight of headings is that of its section 3.6 (BM25F), put simply.
/// </summary>
/// <param name="passages">How many passages are in question.</param>
/// <param name="meanLength">How many terms they have on average.</param>
internal sealed class Bm25(long passages, double meanLength)
{
    /// <summary>How soon further occurrences stop counting.</summary>
    private const double K1 = 1.2;

    /// <summary>How far longer passages are expected to repeat themselves: 0 not at all, 1 in proportion.</summary>
    private const double B = 0.75;

    /// <summary>How many times in the text a word in the headings counts for.</summary>
    private const double HeadingWeight = 2;

    /// <summary>What a word is worth that <paramref name="found"/> passages have; above 0 also for one that all have.</summary>
    public double Rarity(long found) => Math.Log(1 + ((passages - found + 0.5) / (found + 0.5)));

    /// <summary>How much a passage is about a word, from 0 to k1 + 1.</summary>
    public double Weight(int count, bool inHeading, int length)
    {
        var occurrences = count + (inHeading ? HeadingWeight : 0);
        return occurrences * (K1 + 1) / (occurrences + (K1 * (1 - B + (B * length / meanLength))));
    }
}
