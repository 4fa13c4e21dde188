using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>Reads one conversation without its messages.</summary>
public sealed class GetConversation(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Reads it.</summary>
    public async Task<Result<ConversationSummary>> RunAsync(Guid ownerId, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Conversations.AsNoTracking().Owned(ownerId).Where(c => c.Id == conversationId)
            .Summaries(db).SingleOrDefaultAsync(cancellationToken);
        return found is null ? Error.NotFound("conversation") : found;
    }
}
