using AgentWeb.Core.Data;
using AgentWeb.Core.Files;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>What conversations wait for, as it was read.</summary>
/// <param name="Names">The oldest file of each conversation that is still in work.</param>
internal sealed record WaitedFiles(IReadOnlyDictionary<Guid, string> Names)
{
    private static WaitedFiles None { get; } = new(new Dictionary<Guid, string>());

    /// <summary>Reads it: as many rows as files are in work that went with a message, and nothing where no reply waits for files.</summary>
    /// <param name="db">The context.</param>
    /// <param name="replies">All replies that wait.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<WaitedFiles> ReadAsync(AppDbContext db, List<WaitingJob> replies, CancellationToken cancellationToken)
    {
        if (!replies.Exists(reply => reply.WaitsForFiles))
        {
            return None;
        }

        var found = await (
            from file in db.Files.AsNoTracking().InWork()
            join use in db.MessageFiles on file.Seq equals use.FileSeq
            orderby file.Seq
            select new { use.ConversationId, file.Name }).ToListAsync(cancellationToken);
        return new(found.DistinctBy(f => f.ConversationId).ToDictionary(f => f.ConversationId, f => f.Name));
    }

    /// <summary>The oldest file of a conversation that is still in work; null when none is.</summary>
    public static Task<string?> FirstAsync(AppDbContext db, Guid conversationId, CancellationToken cancellationToken) => (
        from use in db.MessageFiles
        where use.ConversationId == conversationId
        join file in db.Files.InWork() on use.FileSeq equals file.Seq
        orderby file.Seq
        select file.Name).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The file that a reply waits for; null when it stands in line, or will in a moment.</summary>
    public string? Of(WaitingJob reply) => reply.WaitsForFiles ? Names.GetValueOrDefault(reply.ConversationId) : null;

    /// <summary>Those that stand in line.</summary>
    public IEnumerable<WaitingJob> InLine(IEnumerable<WaitingJob> replies) => Names.Count == 0 ? replies : replies.Where(reply => Of(reply) is null);

    /// <summary>Those that do not, each with its file.</summary>
    public IEnumerable<(WaitingJob Job, QueueWait Wait)> Waiting(IEnumerable<WaitingJob> replies)
    {
        foreach (var reply in Names.Count == 0 ? [] : replies)
        {
            if (Of(reply) is { } file)
            {
                yield return (reply, QueueWait.For(file));
            }
        }
    }
}
