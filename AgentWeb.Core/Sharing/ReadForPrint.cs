using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Sharing;

/// <summary>Reads the whole active path of a conversation as it goes on paper.</summary>
public sealed class ReadForPrint(IDbContextFactory<AppDbContext> contexts, IModelCatalogue models)
{
    /// <summary>Reads it.</summary>
    /// <returns>The conversation, dated with its beginning.</returns>
    public async Task<Result<SharedConversation>> RunAsync(Guid ownerId, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var head = await db.Conversations.AsNoTracking().Owned(ownerId).Where(c => c.Id == conversationId)
            .Select(c => new { c.Title, c.CreatedAt }).SingleOrDefaultAsync(cancellationToken);
        if (head is null)
        {
            return Error.NotFound("conversation");
        }

        var messages = new List<SharedMessage>();
        await foreach (var m in contexts.MessagesAsync(conversationId, onlyActivePath: true, cancellationToken))
        {
            if (m.Text.Length > 0 && m.Role != MessageRole.System)
            {
                messages.Add(new(m.Role, m.Text, m.CreatedAt, m.ModelKey is { } key ? models.Find(key)?.Name ?? key : null));
            }
        }

        return new SharedConversation(head.Title, head.CreatedAt, messages);
    }
}
