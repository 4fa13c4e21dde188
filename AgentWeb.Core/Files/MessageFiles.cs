using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files;

/// <summary>Which files went with messages.</summary>
internal static class MessageFiles
{
    /// <summary>The files of these messages of a conversation, each message's in its order.</summary>
    public static async Task<ILookup<Guid, FileSummary>> FilesOfAsync(
        this AppDbContext db, Guid conversationId, IReadOnlyCollection<Guid> messageIds, CancellationToken cancellationToken)
    {
        var found = await (
            from use in db.MessageFiles.AsNoTracking()
            where use.ConversationId == conversationId && messageIds.Contains(use.MessageId)
            join file in db.Files.AsNoTracking() on use.FileSeq equals file.Seq
            orderby use.MessageId, use.Position
            select new { use.MessageId, File = file }).ToListAsync(cancellationToken);
        return found.ToLookup(f => f.MessageId, f => FileSummary.Of(f.File));
    }
}
