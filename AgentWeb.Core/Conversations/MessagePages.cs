using System.Runtime.CompilerServices;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>Reads the messages of a conversation one after the other, without ever holding all of them.</summary>
internal static class MessagePages
{
    private const int PageSize = 100;

    /// <summary>
    /// Messages in order. Each page is read by a context of its own, so that whoever takes them slowly holds no connection; what is added meanwhile
    /// comes too.
    /// </summary>
    /// <param name="contexts">The database.</param>
    /// <param name="conversationId">The conversation; whoever asks has made sure of its owner.</param>
    /// <param name="onlyActivePath">Whether other branches are left out.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<Message> MessagesAsync(
        this IDbContextFactory<AppDbContext> contexts, Guid conversationId, bool onlyActivePath, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0L; ;)
        {
            var page = await ReadAsync(contexts, conversationId, onlyActivePath, after, cancellationToken);
            foreach (var message in page)
            {
                yield return message;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Seq;
        }
    }

    private static async Task<List<Message>> ReadAsync(
        IDbContextFactory<AppDbContext> contexts, Guid conversationId, bool onlyActivePath, long after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var messages = db.Messages.AsNoTracking().Where(m => m.ConversationId == conversationId && m.Seq > after);
        var page = await (onlyActivePath ? messages.Where(m => m.OnActivePath) : messages)
            .OrderBy(m => m.Seq).Take(PageSize).ToListAsync(cancellationToken);
        foreach (var running in page.Where(m => m.IsRunning))
        {
            // Its text so far is in snapshots.
            running.Text += string.Concat(await (
                from job in db.Jobs.AsNoTracking().OfReplies()
                where job.MessageId == running.Id && (job.State == JobState.Queued || job.State == JobState.Running)
                join chunk in db.RunTextChunks on job.Seq equals chunk.JobSeq
                orderby chunk.Ordinal
                select chunk.Text).ToListAsync(cancellationToken));
        }

        return page;
    }
}
