using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>
/// Starts a conversation from a message of another one: the path down to it is copied, with everything the messages hold but what their
/// reader thought of them. The two know nothing of each other afterwards.
/// </summary>
public sealed class BranchConversation(IDbContextFactory<AppDbContext> contexts, ConversationChanges changes, TimeProvider time)
{
    private const string Prefix = "Branch of ";

    /// <summary>Copies it.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="messageId">The last message that is copied.</param>
    /// <param name="cancellationToken">Ends the work; nothing is stored then.</param>
    /// <returns>The new conversation.</returns>
    public async Task<Result<Guid>> RunAsync(Guid ownerId, Guid messageId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.MessagesOf(ownerId).AsNoTracking().SingleOrDefaultAsync(m => m.Id == messageId, cancellationToken);
        if (last is null)
        {
            return Error.NotFound("message");
        }

        var path = await PathAsync(db, last, cancellationToken);
        if (path.Exists(m => m.IsRunning))
        {
            return MessageTree.ReplyRunning;
        }

        var now = time.GetUtcNow();
        var title = await db.Conversations.Where(c => c.Id == last.ConversationId).Select(c => c.Title).SingleAsync(cancellationToken);
        var branch = new Conversation
        {
            Id = Guid.CreateVersion7(now),
            OwnerId = ownerId,
            Title = TitleOf(title),
            CreatedAt = now,
            LastActiveAt = now,
            MessageCount = path.Count,
            LastSeq = path.Count,
        };
        db.Add(branch);
        var originals = path.ConvertAll(m => m.Id);
        db.AddRange(Copies(path, branch));
        for (var i = 0; i < path.Count; i++)
        {
            if (path[i].Role == MessageRole.User)
            {
                await AttachFiles.CopyAsync(db, originals[i], path[i], cancellationToken);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        changes.Publish(ownerId, branch.Id);
        return branch.Id;
    }

    /// <summary>The messages from the first one down to <paramref name="last"/>.</summary>
    private static async Task<List<Message>> PathAsync(AppDbContext db, Message last, CancellationToken cancellationToken)
    {
        // Numbers grow along a path: going backwards, each parent is met after its child.
        var path = new List<Message>();
        var wanted = (Guid?)last.Id;
        var before = db.Messages.AsNoTracking().Where(m => m.ConversationId == last.ConversationId && m.Seq <= last.Seq)
            .OrderByDescending(m => m.Seq).AsAsyncEnumerable();
        await foreach (var message in before.WithCancellation(cancellationToken))
        {
            if (message.Id == wanted)
            {
                path.Add(message);
                wanted = message.ParentId;
            }
        }

        path.Reverse();
        return path;
    }

    private static IEnumerable<Message> Copies(List<Message> path, Conversation branch)
    {
        Guid? parentId = null;
        for (var i = 0; i < path.Count; i++)
        {
            var message = path[i];
            message.Id = Guid.CreateVersion7(branch.CreatedAt);
            message.ConversationId = branch.Id;
            message.ParentId = parentId;
            message.Seq = i + 1;
            message.OnActivePath = true;
            (message.ClientMessageId, message.ClientRequestHash) = (null, null);
            (message.Feedback, message.FeedbackNote) = (null, null);
            parentId = message.Id;
            yield return message;
        }
    }

    private static string TitleOf(string title)
    {
        var whole = title.StartsWith(Prefix, StringComparison.Ordinal) ? title : Prefix + title;
        return whole.Length <= Conversation.MaxTitleLength ? whole : whole[..Conversation.MaxTitleLength];
    }
}
