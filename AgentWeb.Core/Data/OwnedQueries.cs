using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Data;

/// <summary>Restricts queries to the rows of one user; every query on user data goes through it.</summary>
public static class OwnedQueries
{
    /// <summary>Only the rows of this user: somebody else's row is <em>not found</em>.</summary>
    public static IQueryable<T> Owned<T>(this IQueryable<T> rows, Guid userId)
        where T : class, IOwned => rows.Where(row => row.OwnerId == userId);
}
