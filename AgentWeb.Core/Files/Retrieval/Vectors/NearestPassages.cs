using AgentWeb.Core.Data;
using AgentWeb.Core.Files.Retrieval.Ranking;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files.Retrieval.Vectors;

/// <summary>
/// Finds the passages whose vectors are nearest to a question's by comparing all of them: a thousand take a millisecond, and there is no index
/// that both databases have. They are read one after the other and not held.
/// </summary>
internal static class NearestPassages
{
    /// <summary>The nearest, nearest first.</summary>
    /// <param name="db">The database.</param>
    /// <param name="files">The files in question.</param>
    /// <param name="question">The question's vector.</param>
    /// <param name="count">Most passages.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<IReadOnlyList<PassageKey>> NearestAsync(
        this AppDbContext db, IReadOnlyList<long> files, byte[] question, int count, CancellationToken cancellationToken)
    {
        var nearest = new PriorityQueue<PassageKey, float>();
        var vectors = db.FilePassages.AsNoTracking().Where(p => files.Contains(p.FileSeq) && p.Vector != null)
            .Select(p => new { p.FileSeq, p.Position, p.Vector }).AsAsyncEnumerable();
        await foreach (var passage in vectors.WithCancellation(cancellationToken))
        {
            if (PassageVector.Likeness(passage.Vector!, question) is not { } likeness)
            {
                continue;
            }

            if (nearest.Count < count)
            {
                nearest.Enqueue(new(passage.FileSeq, passage.Position), likeness);
            }
            else
            {
                nearest.EnqueueDequeue(new(passage.FileSeq, passage.Position), likeness);
            }
        }

        return [.. nearest.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];
    }
}
