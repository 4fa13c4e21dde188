using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Import;

/// <summary>What a person has already, to tell what a file would bring a second time: the same title, beginning and number of messages.</summary>
internal sealed class EarlierConversations
{
    private readonly HashSet<(string Title, DateTimeOffset CreatedAt, int Messages)> _known;

    private EarlierConversations(HashSet<(string Title, DateTimeOffset CreatedAt, int Messages)> known) => _known = known;

    /// <summary>Reads them.</summary>
    public static async Task<EarlierConversations> ReadAsync(IDbContextFactory<AppDbContext> contexts, Guid ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Conversations.AsNoTracking().Owned(ownerId)
            .Select(c => new { c.Title, c.CreatedAt, c.MessageCount }).ToListAsync(cancellationToken);
        return new([.. rows.Select(c => (c.Title, c.CreatedAt, c.MessageCount))]);
    }

    /// <summary>Whether it is there already.</summary>
    public bool Has(ReadableConversation conversation) =>
        conversation.CreatedAt is { } createdAt && _known.Contains((conversation.Title, createdAt, conversation.Messages.Count));
}
