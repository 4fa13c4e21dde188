using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>A version of a message.</summary>
/// <param name="Id">The message.</param>
/// <param name="Role">Who speaks.</param>
/// <param name="Seq">Order within the conversation.</param>
/// <param name="IsActive">It is the one that is shown.</param>
/// <param name="CreatedAt">When it was accepted.</param>
public sealed record Sibling(Guid Id, MessageRole Role, long Seq, bool IsActive, DateTimeOffset CreatedAt);

/// <summary>Lists the messages that stand at the same place of a conversation.</summary>
public sealed class ListSiblings(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Lists them, the message itself included, oldest first.</summary>
    public async Task<Result<IReadOnlyList<Sibling>>> RunAsync(Guid ownerId, Guid messageId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var message = await db.MessagesOf(ownerId).AsNoTracking().Where(m => m.Id == messageId)
            .Select(m => new { m.ConversationId, m.ParentId, m.Role }).SingleOrDefaultAsync(cancellationToken);
        if (message is null)
        {
            return Error.NotFound("message");
        }

        return await db.Messages.AsNoTracking()
            .Where(m => m.ConversationId == message.ConversationId && m.ParentId == message.ParentId && m.Role == message.Role)
            .OrderBy(m => m.Seq)
            .Select(m => new Sibling(m.Id, m.Role, m.Seq, m.OnActivePath, m.CreatedAt))
            .ToListAsync(cancellationToken);
    }
}
