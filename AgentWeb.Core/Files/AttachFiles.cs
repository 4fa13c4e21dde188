using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files;

/// <summary>Puts files on messages, inside the transaction of whoever stores the message.</summary>
public sealed class AttachFiles(IOptionsMonitor<FilesOptions> options)
{
    /// <summary>Puts files of the message's owner on it, in the order given. One that failed goes too: the model is told, and the chat goes on.</summary>
    /// <returns>Whether one of them is still in work; else why they are not on it.</returns>
    public async Task<Result<bool>> RunAsync(AppDbContext db, Message message, IReadOnlyCollection<Guid> fileIds, CancellationToken cancellationToken)
    {
        if (fileIds.Count == 0)
        {
            return false;
        }

        var wanted = fileIds.Distinct().ToList();
        var most = options.CurrentValue.MaxPerMessage;
        if (wanted.Count > most)
        {
            return new Error("too_many_files", $"A message takes {most} files at most. Send the others with a further message.");
        }

        var found = await db.Files.Owned(message.OwnerId).Where(f => wanted.Contains(f.Id))
            .Select(f => new { f.Id, f.Seq, f.Status }).ToDictionaryAsync(f => f.Id, cancellationToken);
        if (found.Count < wanted.Count)
        {
            return FileQueries.NotFound;
        }

        db.MessageFiles.AddRange(wanted.Select((id, position) => new MessageFile
        {
            MessageId = message.Id,
            FileSeq = found[id].Seq,
            ConversationId = message.ConversationId,
            Position = position,
        }));
        return found.Values.Any(f => f.Status is FileStatus.Pending or FileStatus.Processing);
    }

    /// <summary>Puts the files of one message on another, which is a version or a copy of it.</summary>
    public static async Task CopyAsync(AppDbContext db, Guid fromMessageId, Message to, CancellationToken cancellationToken)
    {
        var files = await db.MessageFiles.AsNoTracking().Where(a => a.MessageId == fromMessageId).ToListAsync(cancellationToken);
        db.MessageFiles.AddRange(files.Select(a => new MessageFile
        {
            MessageId = to.Id,
            FileSeq = a.FileSeq,
            ConversationId = to.ConversationId,
            Position = a.Position,
        }));
    }
}
