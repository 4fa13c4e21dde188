using AgentWeb.Core.Data;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>Deletes a conversation: stops what runs in it, then removes it with everything that hangs on it.</summary>
public sealed class DeleteConversation(IDbContextFactory<AppDbContext> contexts, StopRun stopRun, ConversationChanges changes)
{
    /// <summary>Deletes it.</summary>
    /// <returns>The identifier, or <em>not found</em>.</returns>
    public async Task<Result<Guid>> RunAsync(Guid ownerId, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Conversations.Owned(ownerId).AnyAsync(c => c.Id == conversationId, cancellationToken))
        {
            return Error.NotFound("conversation");
        }

        await stopRun.RunAsync(ownerId, new(ConversationId: conversationId), cancellationToken);
        var deleted = await db.Conversations.Owned(ownerId).Where(c => c.Id == conversationId).ExecuteDeleteAsync(cancellationToken);
        if (deleted == 0)
        {
            return Error.NotFound("conversation");
        }

        changes.Publish(ownerId, conversationId);
        return conversationId;
    }
}
