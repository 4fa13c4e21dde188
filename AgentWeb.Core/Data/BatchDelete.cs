using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Data;

/// <summary>Deletes many rows a few at a time: SQLite has one writer, and a long delete would hold up everybody's replies.</summary>
internal static class BatchDelete
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Deletes all rows of a query, the oldest first.</summary>
    /// <param name="rows">The query.</param>
    /// <param name="age">What the query chooses rows by: in its order a batch is found by the same index, where any other order would sort all rows for each batch.</param>
    /// <param name="key">The key of a row.</param>
    /// <param name="batchSize">How many at a time.</param>
    /// <param name="time">Measures the pauses in which others write.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <returns>How many went.</returns>
    public static async Task<long> DeleteInBatchesAsync<T, TAge, TKey>(
        this IQueryable<T> rows, Expression<Func<T, TAge>> age, Expression<Func<T, TKey>> key, int batchSize, TimeProvider time, CancellationToken cancellationToken)
        where T : class
    {
        var deleted = 0L;
        while (true)
        {
            var keys = await rows.OrderBy(age).Select(key).Take(batchSize).ToListAsync(cancellationToken);
            if (keys.Count == 0)
            {
                return deleted;
            }

            // By way of a field, as a closure has it: the query is then the same each time, and compiled once.
            var batch = Expression.Field(Expression.Constant(new Batch<TKey> { Keys = keys }), nameof(Batch<TKey>.Keys));
            var contains = Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(TKey)], batch, key.Body);
            deleted += await rows.Where(Expression.Lambda<Func<T, bool>>(contains, key.Parameters)).ExecuteDeleteAsync(cancellationToken);
            if (keys.Count < batchSize)
            {
                return deleted;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private sealed class Batch<TKey>
    {
        public List<TKey> Keys = [];
    }
}
