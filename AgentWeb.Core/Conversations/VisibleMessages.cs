using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Conversations;

/// <summary>The messages that a user can reach.</summary>
public static class VisibleMessages
{
    /// <summary>Messages of the user whose conversation is not deleted.</summary>
    public static IQueryable<Message> MessagesOf(this AppDbContext db, Guid ownerId) =>
        db.Messages.Owned(ownerId).Where(m => db.Conversations.Any(c => c.Id == m.ConversationId));
}
