using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat;

/// <summary>Makes the path through a message the active one, down to the newest message below it.</summary>
public sealed class SelectMessage(IDbContextFactory<AppDbContext> contexts, ConversationChanges changes)
{
    /// <summary>Selects it.</summary>
    /// <returns>The conversation.</returns>
    public async Task<Result<Guid>> RunAsync(Guid ownerId, Guid messageId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var message = await db.MessagesOf(ownerId).AsNoTracking().SingleOrDefaultAsync(m => m.Id == messageId, cancellationToken);
        if (message is null)
        {
            return Error.NotFound("message");
        }

        var leaf = await MessageTree.NewestBelowAsync(db, message, cancellationToken);
        await MessageTree.ActivateAsync(db, leaf, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        changes.Publish(ownerId, message.ConversationId);
        return message.ConversationId;
    }
}
