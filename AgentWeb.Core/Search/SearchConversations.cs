using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Search;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Search;

/// <summary>What is looked for.</summary>
/// <param name="Query">Words; a conversation is found when one of its messages, or its title, has them all. The last one may be a beginning.</param>
/// <param name="From">Only what was written at this moment or later.</param>
/// <param name="To">Only what was written before this moment.</param>
/// <param name="ModelKey">Only conversations in which this model answered.</param>
/// <param name="FolderId">Only conversations in this folder.</param>
public sealed record SearchInput(
    string? Query, DateTimeOffset? From = null, DateTimeOffset? To = null, string? ModelKey = null, Guid? FolderId = null);

/// <summary>A page of what was found.</summary>
/// <param name="Items">The one with the newest hit first; each conversation is there once, on all pages together.</param>
/// <param name="Next">Where the next page begins; null when this is the last. A page may be short although there are more.</param>
public sealed record SearchPage(IReadOnlyList<FoundConversation> Items, SearchCursor? Next);

/// <summary>A place in what was found.</summary>
public readonly record struct SearchCursor(long Place);

/// <summary>Searches a user's conversations, archived ones too, by their titles and messages.</summary>
public sealed class SearchConversations(IDbContextFactory<AppDbContext> contexts, ISearchIndex index)
{
    /// <summary>Most conversations in a page.</summary>
    public const int MaxPageSize = 50;

    /// <summary>After this many hits a page ends as it is, so that filters that fit nothing cost no more.</summary>
    private const int MaxHits = 10_000;

    private const int FirstBatch = 100;

    /// <summary>Searches.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="input">What is looked for.</param>
    /// <param name="after">Where the page before ended; null begins at the newest.</param>
    /// <param name="take">Size of the page, 1 to <see cref="MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<SearchPage> RunAsync(
        Guid ownerId, SearchInput input, SearchCursor? after, int take, CancellationToken cancellationToken)
    {
        var words = SearchWords.Read(input.Query);
        if (words.IsEmpty)
        {
            return new([], Next: null);
        }

        var size = Math.Clamp(take, 1, MaxPageSize);
        var scope = new SearchScope(ownerId, words, input.From, input.To);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = new List<(SearchHit Hit, ConversationSummary Conversation)>();
        var seen = new Dictionary<Guid, Guid?>(); // Conversations, and the newest message of each that has been read.
        var place = after?.Place ?? long.MaxValue;
        var isLast = false;
        for (var (read, batch) = (0, FirstBatch); found.Count <= size && read < MaxHits && !isLast; read += batch, batch *= 3)
        {
            var hits = await index.FindAsync(scope, place, batch, cancellationToken);
            isLast = hits.Count < batch;
            place = hits.Count > 0 ? hits[^1].Place : place;
            var fresh = hits.Where(hit => Note(seen, hit)).ToList();
            found.AddRange(await AcceptAsync(db, scope, input, fresh, after, size + 1 - found.Count, cancellationToken));
        }

        if (found.Count > size)
        {
            found.RemoveRange(size, found.Count - size);
            return new(await DescribeAsync(db, scope, found, seen, cancellationToken), new SearchCursor(found[^1].Hit.Place));
        }

        return new(await DescribeAsync(db, scope, found, seen, cancellationToken), isLast ? null : new SearchCursor(place));
    }

    /// <summary>Whether a hit is the first of its conversation.</summary>
    private static bool Note(Dictionary<Guid, Guid?> seen, SearchHit hit)
    {
        var isFirst = seen.TryAdd(hit.ConversationId, hit.MessageId);
        seen[hit.ConversationId] ??= hit.MessageId;
        return isFirst;
    }

    /// <summary>Leaves out what is deleted, does not fit the filters, or was on a page before.</summary>
    private async Task<List<(SearchHit Hit, ConversationSummary Conversation)>> AcceptAsync(
        AppDbContext db, SearchScope scope, SearchInput input, List<SearchHit> hits, SearchCursor? after, int most, CancellationToken cancellationToken)
    {
        var accepted = new List<(SearchHit, ConversationSummary)>();
        foreach (var chunk in hits.Chunk(FirstBatch).TakeWhile(_ => accepted.Count < most))
        {
            var conversations = await ReadAsync(db, scope.OwnerId, input, [.. chunk.Select(hit => hit.ConversationId)], cancellationToken);
            foreach (var hit in chunk.Where(hit => conversations.ContainsKey(hit.ConversationId)))
            {
                if (accepted.Count < most && !await WasBeforeAsync(scope, hit.ConversationId, after, cancellationToken))
                {
                    accepted.Add((hit, conversations[hit.ConversationId]));
                }
            }
        }

        return accepted;
    }

    private static Task<Dictionary<Guid, ConversationSummary>> ReadAsync(
        AppDbContext db, Guid ownerId, SearchInput input, List<Guid> ids, CancellationToken cancellationToken)
    {
        var conversations = db.Conversations.AsNoTracking().Owned(ownerId).Where(c => ids.Contains(c.Id) && !c.Temporary && c.MessageCount > 0);
        if (input.FolderId is { } folderId)
        {
            conversations = conversations.Where(c => c.FolderId == folderId);
        }

        if (input.ModelKey is { } modelKey)
        {
            conversations = conversations.Where(c => db.Messages.Any(m => m.ConversationId == c.Id && m.ModelKey == modelKey));
        }

        return conversations.Summaries(db).ToDictionaryAsync(c => c.Id, cancellationToken);
    }

    /// <summary>A conversation stands where its newest hit is: one that has hits on both sides of the place was shown already.</summary>
    private async Task<bool> WasBeforeAsync(SearchScope scope, Guid conversationId, SearchCursor? after, CancellationToken cancellationToken) =>
        after is { } cursor
        && await index.FindAsync(scope with { ConversationId = conversationId }, long.MaxValue, 1, cancellationToken) is [var newest]
        && newest.Place >= cursor.Place;

    private async Task<List<FoundConversation>> DescribeAsync(
        AppDbContext db, SearchScope scope, List<(SearchHit Hit, ConversationSummary Conversation)> found, Dictionary<Guid, Guid?> seen,
        CancellationToken cancellationToken)
    {
        var messageOf = new Dictionary<Guid, Guid>();
        foreach (var (hit, conversation) in found)
        {
            // Of a title that was found, the message that was found too: it is where the conversation opens. Mostly it was read already.
            var message = seen[conversation.Id]
                ?? (await index.FindAsync(scope with { ConversationId = conversation.Id }, hit.Place, 1, cancellationToken)).FirstOrDefault()?.MessageId;
            if (message is { } messageId)
            {
                messageOf[conversation.Id] = messageId;
            }
        }

        var ids = messageOf.Values.ToList();
        var messages = await db.Messages.AsNoTracking().Owned(scope.OwnerId).Where(m => ids.Contains(m.Id))
            .Select(m => new { m.Id, m.Text, m.CreatedAt }).ToDictionaryAsync(m => m.Id, cancellationToken);
        return found.ConvertAll(item =>
        {
            var message = messageOf.TryGetValue(item.Conversation.Id, out var id) ? messages.GetValueOrDefault(id) : null;
            return new FoundConversation(
                item.Conversation,
                Snippet.Marked(item.Conversation.Title, scope.Words),
                message is null ? [] : Snippet.Of(message.Text, scope.Words),
                message?.Id,
                message?.CreatedAt ?? item.Conversation.LastActiveAt);
        });
    }
}
