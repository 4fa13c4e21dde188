using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// Whether a reply may be asked for: the user has room in the queue, and the conversation takes messages. Checked inside the
/// transaction that adds the job.
/// </summary>
public sealed class JobAdmission(IOptionsMonitor<QueueOptions> options)
{
    private static Error Ended { get; } = new(
        "session_ended", "This conversation was ended. Reopen it to go on, or take its summary into a new one.", ErrorKind.Conflict);

    /// <summary>Null when one more may wait, else why not.</summary>
    /// <param name="db">The context of the transaction.</param>
    /// <param name="ownerId">The user.</param>
    /// <param name="conversationId">The conversation; null when it is made by this very message.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<Error?> CheckAsync(AppDbContext db, Guid ownerId, Guid? conversationId, CancellationToken cancellationToken)
    {
        if (conversationId is { } id && await db.Conversations.AnyAsync(c => c.Id == id && c.OwnerId == ownerId && c.EndedAt != null, cancellationToken))
        {
            return Ended;
        }

        var limit = options.CurrentValue.MaxQueuedPerUser;
        var waiting = await db.Jobs.Owned(ownerId).OfReplies().CountAsync(j => j.State == JobState.Queued, cancellationToken);
        return waiting < limit
            ? null
            : new Error(
                "queue_full",
                $"You have {waiting} messages waiting already, which is the limit. Wait for one to be answered, or cancel one.",
                ErrorKind.TooMany,
                Retryable: true);
    }
}
