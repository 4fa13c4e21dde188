using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>Finds the place of new messages in the tree of a conversation, inside the sender's transaction.</summary>
internal static class MessageTree
{
    private const int TitleLength = 60;

    /// <summary>Reserves two numbers (message and reply) at the end of the active path or below the given parent.</summary>
    public static async Task<Result<MessagePlace>> PlaceAsync(
        AppDbContext db, Guid ownerId, AcceptableMessage input, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (input.ConversationId is not { } conversationId)
        {
            if (input.ParentId is not null)
            {
                return Error.NotFound("message");
            }

            var conversation = NewConversation(ownerId, input.Text, now);
            conversation.LastSeq = 2;
            conversation.MessageCount = 2;
            conversation.ModelKey = input.ModelKey;
            if (await OpenAsync(db, conversation, input.Opening, cancellationToken) is { } wrong)
            {
                return wrong;
            }

            db.Conversations.Add(conversation);
            return new MessagePlace(conversation.Id, ParentId: null, FirstSeq: 1);
        }

        // The update comes first: it locks the row, so that two messages sent at once get different numbers.
        var found = await db.Conversations.Owned(ownerId).Where(c => c.Id == conversationId)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(c => c.LastSeq, c => c.LastSeq + 2)
                    .SetProperty(c => c.MessageCount, c => c.MessageCount + 2)
                    .SetProperty(c => c.ModelKey, input.ModelKey)
                    .SetProperty(c => c.LastActiveAt, now),
                cancellationToken);
        if (found == 0)
        {
            return Error.NotFound("conversation");
        }

        var current = await db.Conversations.AsNoTracking().Where(c => c.Id == conversationId)
            .Select(c => new { c.LastSeq, c.Title }).SingleAsync(cancellationToken);
        if (current.Title.Length == 0)
        {
            await db.Conversations.Where(c => c.Id == conversationId)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Title, TitleOf(input.Text)), cancellationToken);
        }

        var parent = input.ParentId is { } wanted
            ? await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == wanted && m.ConversationId == conversationId, cancellationToken)
            : await LastOfActivePathAsync(db, conversationId, cancellationToken);
        if (input.ParentId is not null)
        {
            if (parent is null)
            {
                return Error.NotFound("message");
            }

            await ActivateAsync(db, parent, cancellationToken);
        }

        return new MessagePlace(conversationId, parent?.Id, current.LastSeq - 1);
    }

    /// <summary>Holds a new conversation as its first message asks for.</summary>
    private static async Task<Error?> OpenAsync(
        AppDbContext db, Conversation conversation, ConversationOpening opening, CancellationToken cancellationToken)
    {
        conversation.Temporary = opening.Temporary;
        conversation.UsesLibrary = opening.UsesLibrary;
        conversation.Instructions = string.IsNullOrWhiteSpace(opening.Instructions) ? null : opening.Instructions;
        conversation.Temperature = opening.Temperature;
        conversation.MaxOutputTokens = opening.MaxOutputTokens;
        if (opening.CarryFrom is not { } earlier)
        {
            return null;
        }

        conversation.CarriedSummary = await db.Conversations.Owned(conversation.OwnerId).Where(c => c.Id == earlier)
            .Select(c => c.Summary).SingleOrDefaultAsync(cancellationToken);
        return conversation.CarriedSummary is null
            ? new("summary_missing", "That conversation has no summary to take along. End it first.", ErrorKind.Conflict)
            : null;
    }

    /// <summary>A reply that is being written can neither be changed nor answered again.</summary>
    public static Error ReplyRunning { get; } = new("reply_running", "This reply is still being written. Stop it first.", ErrorKind.Conflict);

    /// <summary>Counts messages in that the caller adds, and locks the conversation until its transaction ends.</summary>
    /// <returns>The number of the last of them.</returns>
    public static async Task<long> ReserveAsync(AppDbContext db, Guid conversationId, int count, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.Conversations.Where(c => c.Id == conversationId)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(c => c.LastSeq, c => c.LastSeq + count)
                    .SetProperty(c => c.MessageCount, c => c.MessageCount + count)
                    .SetProperty(c => c.LastActiveAt, now),
                cancellationToken);
        return await db.Conversations.Where(c => c.Id == conversationId).Select(c => c.LastSeq).SingleAsync(cancellationToken);
    }

    /// <summary>Ends the active path above the message, where a sibling of it will stand.</summary>
    public static async Task ActivateParentAsync(AppDbContext db, Message message, CancellationToken cancellationToken)
    {
        if (message.ParentId is { } parentId)
        {
            await ActivateAsync(db, await db.Messages.AsNoTracking().SingleAsync(m => m.Id == parentId, cancellationToken), cancellationToken);
        }
        else
        {
            await db.Messages.Where(m => m.ConversationId == message.ConversationId && m.OnActivePath)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.OnActivePath, false), cancellationToken);
        }
    }

    /// <summary>From a message down to a leaf, at each fork the newest way.</summary>
    public static async Task<Message> NewestBelowAsync(AppDbContext db, Message message, CancellationToken cancellationToken)
    {
        var leaf = message;
        while (await db.Messages.AsNoTracking().Where(m => m.ParentId == leaf.Id).OrderByDescending(m => m.Seq).FirstOrDefaultAsync(cancellationToken) is { } child)
        {
            leaf = child;
        }

        return leaf;
    }

    /// <summary>A conversation that begins with this text.</summary>
    public static Conversation NewConversation(Guid ownerId, string firstText, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OwnerId = ownerId,
        Title = TitleOf(firstText),
        CreatedAt = now,
        LastActiveAt = now,
    };

    private static Task<Message?> LastOfActivePathAsync(AppDbContext db, Guid conversationId, CancellationToken cancellationToken) =>
        db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == conversationId && m.OnActivePath)
            .OrderByDescending(m => m.Seq)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Makes the path from the root to this message the active one; nothing below it stays active.</summary>
    public static async Task ActivateAsync(AppDbContext db, Message leaf, CancellationToken cancellationToken)
    {
        var path = new List<Guid>();
        var node = leaf;
        while (node is { OnActivePath: false })
        {
            path.Add(node.Id);
            var parentId = node.ParentId;
            node = parentId is null ? null : await db.Messages.AsNoTracking().SingleAsync(m => m.Id == parentId, cancellationToken);
        }

        // Numbers grow along a path, so whatever is active beyond the fork belongs to the branch that is left.
        var forkSeq = node?.Seq ?? 0;
        await db.Messages.Where(m => m.ConversationId == leaf.ConversationId && m.OnActivePath && m.Seq > forkSeq)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.OnActivePath, false), cancellationToken);
        if (path.Count > 0)
        {
            await db.Messages.Where(m => path.Contains(m.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.OnActivePath, true), cancellationToken);
        }
    }

    /// <summary>The first line that says something, cut at a word.</summary>
    private static string TitleOf(string text)
    {
        var line = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        if (line.Length <= TitleLength)
        {
            return line;
        }

        var cut = line.LastIndexOf(' ', TitleLength);
        var end = cut > TitleLength / 2 ? cut : TitleLength;
        return (char.IsHighSurrogate(line[end - 1]) ? line[..(end - 1)] : line[..end]) + "…";
    }
}

/// <summary>Where new messages go.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="ParentId">The message they follow; null when they are the first.</param>
/// <param name="FirstSeq">Number of the first of the two.</param>
internal sealed record MessagePlace(Guid ConversationId, Guid? ParentId, long FirstSeq);
