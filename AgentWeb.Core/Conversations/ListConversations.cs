using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>A page of conversations.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record ConversationPage(IReadOnlyList<ConversationSummary> Items, ConversationCursor? Next);

/// <summary>A place in the list: the last conversation that was read.</summary>
public readonly record struct ConversationCursor(bool Pinned, DateTimeOffset LastActiveAt, Guid Id);

/// <summary>Which conversations are listed.</summary>
/// <param name="Archived">Those that were put away, instead of the others; null lists both.</param>
/// <param name="FolderId">Only those in this folder.</param>
/// <param name="Tag">Only those with this tag.</param>
public sealed record ConversationFilter(bool? Archived = false, Guid? FolderId = null, string? Tag = null);

/// <summary>Lists a user's conversations that have messages: those that are pinned first, then the one that was active last.</summary>
public sealed class ListConversations(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Most conversations in a page.</summary>
    public const int MaxPageSize = 100;

    /// <summary>Reads a page.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="after">Where the page before ended; null begins at the newest.</param>
    /// <param name="take">Size of the page, 1 to <see cref="MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="filter">Which are listed; null for those that were not put away.</param>
    public async Task<ConversationPage> RunAsync(
        Guid ownerId, ConversationCursor? after, int take, CancellationToken cancellationToken, ConversationFilter? filter = null)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversations = Matching(
            db.Conversations.AsNoTracking().Owned(ownerId).Where(c => !c.Temporary && c.MessageCount > 0), filter ?? new());
        if (after is { } cursor)
        {
            conversations = conversations.Where(c =>
                (cursor.Pinned && !c.Pinned)
                || (c.Pinned == cursor.Pinned
                    && (c.LastActiveAt < cursor.LastActiveAt || (c.LastActiveAt == cursor.LastActiveAt && c.Id < cursor.Id))));
        }

        var size = Math.Clamp(take, 1, MaxPageSize);
        var items = await conversations
            .OrderByDescending(c => c.Pinned).ThenByDescending(c => c.LastActiveAt).ThenByDescending(c => c.Id)
            .Take(size + 1)
            .Summaries(db)
            .ToListAsync(cancellationToken);
        if (items.Count <= size)
        {
            return new(items, Next: null);
        }

        items.RemoveAt(size);
        return new(items, new ConversationCursor(items[^1].Pinned, items[^1].LastActiveAt, items[^1].Id));
    }

    private static IQueryable<Conversation> Matching(IQueryable<Conversation> conversations, ConversationFilter filter)
    {
        if (filter.Archived is { } archived)
        {
            conversations = conversations.Where(c => c.Archived == archived);
        }

        if (filter.FolderId is { } folderId)
        {
            conversations = conversations.Where(c => c.FolderId == folderId);
        }

        if (filter.Tag is { } tag)
        {
            var normalized = LabelRule.Normalize(tag);
            conversations = conversations.Where(c => c.Tags.Any(t => t.NormalizedName == normalized));
        }

        return conversations;
    }
}
