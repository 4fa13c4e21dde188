using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Files.Retrieval;

/// <summary>Which of a person's files are meant.</summary>
/// <param name="ConversationId">Those that were sent with the messages of this conversation; null for all of the person.</param>
public sealed record FileScope(Guid? ConversationId)
{
    /// <summary>All files of the person.</summary>
    public static FileScope Library { get; } = new((Guid?)null);

    /// <summary>The files themselves: somebody else's conversation has none.</summary>
    internal IQueryable<StoredFile> Of(AppDbContext db, Guid ownerId)
    {
        var files = db.Files.Owned(ownerId);
        return ConversationId is { } conversationId
            ? files.Where(f => db.MessageFiles.Any(a => a.ConversationId == conversationId && a.FileSeq == f.Seq)
                && db.Conversations.Any(c => c.Id == conversationId && c.OwnerId == ownerId))
            : files;
    }
}
