using AgentWeb.Core.Data;
using AgentWeb.Core.Messaging;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>Notes that its owner looks at a conversation: nothing in it is unread any more.</summary>
public sealed class MarkSeen(IDbContextFactory<AppDbContext> contexts, ConversationChanges changes, TimeProvider time)
{
    /// <summary>Notes it; a conversation without news is not touched.</summary>
    public async Task RunAsync(Guid ownerId, Guid conversationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = await db.Conversations.Owned(ownerId)
            .Where(c => c.Id == conversationId && c.RepliedAt != null && (c.SeenAt == null || c.SeenAt < c.RepliedAt))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.SeenAt, now), cancellationToken);
        if (seen == 1)
        {
            changes.Publish(ownerId, conversationId);
        }
    }
}
