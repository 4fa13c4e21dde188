using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Data.Search;

/// <summary>
/// The index of SQLite: a full-text table (FTS5) that triggers keep, in the transaction that writes the texts. A hit is read in the order
/// of rows, backwards, so that a page costs the same whether a word is rare or in every message. See docs/decisions/0011-search.md.
/// </summary>
internal sealed class FullTextIndex(IDbContextFactory<AppDbContext> contexts) : ISearchIndex
{
    public async Task<IReadOnlyList<SearchHit>> FindAsync(SearchScope scope, long before, int take, CancellationToken cancellationToken)
    {
        var match = IndexTerms.Match(scope);
        var (from, to) = (scope.From?.UtcDateTime ?? DateTime.MinValue, scope.To?.UtcDateTime ?? DateTime.MaxValue);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // CROSS JOIN keeps the order: the words first, then the texts they are in.
        return scope.ConversationId is { } conversationId
            ? await db.Database.SqlQuery<SearchHit>(
                $"""
                SELECT e."Id" AS "Place", e."ConversationId", e."MessageId"
                FROM "SearchIndex" CROSS JOIN "SearchEntries" e ON e."Id" = "SearchIndex".rowid
                WHERE "SearchIndex" MATCH {match} AND "SearchIndex".rowid < {before}
                    AND e."ConversationId" = {conversationId} AND e."At" >= {from} AND e."At" < {to}
                ORDER BY "SearchIndex".rowid DESC LIMIT {take}
                """).ToListAsync(cancellationToken)
            : await db.Database.SqlQuery<SearchHit>(
                $"""
                SELECT e."Id" AS "Place", e."ConversationId", e."MessageId"
                FROM "SearchIndex" CROSS JOIN "SearchEntries" e ON e."Id" = "SearchIndex".rowid
                WHERE "SearchIndex" MATCH {match} AND "SearchIndex".rowid < {before} AND e."At" >= {from} AND e."At" < {to}
                ORDER BY "SearchIndex".rowid DESC LIMIT {take}
                """).ToListAsync(cancellationToken);
    }
}
