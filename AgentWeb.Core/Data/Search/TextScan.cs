using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Data.Search;

/// <summary>
/// Search without an index, for SQL Server: the user's titles and messages are read and compared. A word is found inside of another one too;
/// whether case and accents count is the collation's to say. Places are moments.
/// </summary>
internal sealed class TextScan(IDbContextFactory<AppDbContext> contexts) : ISearchIndex
{
    private const string Escape = "\\";

    public async Task<IReadOnlyList<SearchHit>> FindAsync(SearchScope scope, long before, int take, CancellationToken cancellationToken)
    {
        var end = new DateTimeOffset(Math.Min(before, (scope.To ?? DateTimeOffset.MaxValue).UtcTicks), TimeSpan.Zero);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var titles = db.Conversations.AsNoTracking().Owned(scope.OwnerId).Where(c => c.LastActiveAt < end);
        var messages = db.Messages.AsNoTracking().Owned(scope.OwnerId).Where(m => m.CreatedAt < end);
        if (scope.From is { } from)
        {
            (titles, messages) = (titles.Where(c => c.LastActiveAt >= from), messages.Where(m => m.CreatedAt >= from));
        }

        if (scope.ConversationId is { } conversationId)
        {
            (titles, messages) = (titles.Where(c => c.Id == conversationId), messages.Where(m => m.ConversationId == conversationId));
        }

        foreach (var word in scope.Words.Typed)
        {
            var pattern = $"%{Escaped(word)}%";
            titles = titles.Where(c => EF.Functions.Like(c.Title, pattern, Escape));
            messages = messages.Where(m => EF.Functions.Like(m.Text, pattern, Escape));
        }

        var newestTitles = await titles.OrderByDescending(c => c.LastActiveAt).Take(take)
            .Select(c => new { c.LastActiveAt, c.Id }).ToListAsync(cancellationToken);
        var newestMessages = await messages.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Seq).Take(take)
            .Select(m => new { m.CreatedAt, m.ConversationId, m.Id }).ToListAsync(cancellationToken);
        return
        [
            .. newestMessages.Select(m => new SearchHit(m.CreatedAt.UtcTicks, m.ConversationId, m.Id))
                .Concat(newestTitles.Select(c => new SearchHit(c.LastActiveAt.UtcTicks, c.Id, MessageId: null)))
                .OrderByDescending(hit => hit.Place)
                .Take(take),
        ];
    }

    private static string Escaped(string word) => word
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal)
        .Replace("[", Escape + "[", StringComparison.Ordinal);
}
