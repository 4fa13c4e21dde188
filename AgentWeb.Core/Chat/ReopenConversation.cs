using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>Lets a conversation that was ended take messages again. Reopening one that is open is harmless.</summary>
public sealed class ReopenConversation(IDbContextFactory<AppDbContext> contexts, ConversationChanges changes)
{
    /// <summary>Reopens it.</summary>
    /// <returns>The conversation as it is now.</returns>
    public async Task<Result<ConversationSummary>> RunAsync(Guid ownerId, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Conversations.Owned(ownerId).Where(c => c.Id == conversationId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.EndedAt, (DateTimeOffset?)null), cancellationToken);
        if (found == 0)
        {
            return Error.NotFound("conversation");
        }

        changes.Publish(ownerId, conversationId);
        return await db.Conversations.AsNoTracking().Where(c => c.Id == conversationId).Summaries(db).SingleAsync(cancellationToken);
    }
}
