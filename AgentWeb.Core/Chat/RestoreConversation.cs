using AgentWeb.Core.Data;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>Brings a deleted conversation back, with everything in it.</summary>
public sealed class RestoreConversation(IDbContextFactory<AppDbContext> contexts, ConversationChanges changes)
{
    /// <summary>Brings it back.</summary>
    /// <returns>The identifier, or <em>not found</em> when it was not deleted or is purged.</returns>
    public async Task<Result<Guid>> RunAsync(Guid ownerId, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var restored = await db.Conversations.IgnoreQueryFilters().Owned(ownerId)
            .Where(c => c.Id == conversationId && c.DeletedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.DeletedAt, (DateTimeOffset?)null), cancellationToken);
        if (restored == 0)
        {
            return Error.NotFound("conversation");
        }

        changes.Publish(ownerId, conversationId);
        return conversationId;
    }
}
