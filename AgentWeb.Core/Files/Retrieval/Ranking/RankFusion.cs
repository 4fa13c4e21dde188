using System.Runtime.InteropServices;

namespace AgentWeb.Core.Files.Retrieval.Ranking;

/// <summary>
/// Makes one ranking of several by their places alone, since their scores cannot be compared: reciprocal rank fusion, G. V. Cormack, C. L. A.
/// Clarke and S. Büttcher, SIGIR 2009, https://doi.org/10.1145/1571941.1572114, with its k of 60.
/// </summary>
internal static class RankFusion
{
    private const double K = 60;

    /// <summary>The best of all rankings, best first.</summary>
    public static IReadOnlyList<PassageKey> Fuse(int count, params ReadOnlySpan<IReadOnlyList<PassageKey>> rankings)
    {
        var scores = new Dictionary<PassageKey, double>();
        foreach (var ranking in rankings)
        {
            for (var place = 0; place < ranking.Count; place++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(scores, ranking[place], out _) += 1 / (K + place + 1);
            }
        }

        return
        [
            .. scores.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.FileSeq).ThenBy(pair => pair.Key.Position)
                .Take(count).Select(pair => pair.Key),
        ];
    }
}
