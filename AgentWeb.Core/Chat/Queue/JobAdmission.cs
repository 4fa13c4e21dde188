using System.Globalization;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>
/// Whether a reply may be asked for: the user has room in the queue and tokens left for the day, and the conversation takes messages. Checked inside
/// the transaction that adds the job.
/// </summary>
public sealed class JobAdmission(IOptionsMonitor<QueueOptions> options, UserRates rates, FileWaits fileWaits, TimeProvider time)
{
    private static Error Ended { get; } = new(
        "session_ended", "This conversation was ended. Reopen it to go on, or take its summary into a new one.", ErrorKind.Conflict);

    /// <summary>Asks for room for one more.</summary>
    /// <param name="db">The context of the transaction.</param>
    /// <param name="ownerId">The user.</param>
    /// <param name="conversationId">The conversation; null when it is made by this very message.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>How the job stands in the queue; else why it may not be asked for now.</returns>
    public async Task<Result<Admission>> RunAsync(AppDbContext db, Guid ownerId, Guid? conversationId, CancellationToken cancellationToken)
    {
        var (isEnded, hasFilesInWork) = conversationId is { } id ? await LookAsync(db, ownerId, id, cancellationToken) : default;
        if (isEnded)
        {
            return Ended;
        }

        if (rates.Send(ownerId) is { } tooFast)
        {
            return tooFast;
        }

        var account = await db.Users.Where(u => u.Id == ownerId).Select(u => new { u.MaxTokensPerDay, u.QueuePriority }).SingleOrDefaultAsync(cancellationToken);
        if (account?.MaxTokensPerDay is { } tokens && await CheckTokensAsync(db, ownerId, tokens, cancellationToken) is { } used)
        {
            return used;
        }

        var limit = options.CurrentValue.MaxQueuedPerUser;
        var waiting = await db.Jobs.Owned(ownerId).OfReplies().CountAsync(j => j.State == JobState.Queued, cancellationToken);
        return waiting < limit
            ? new Admission(account?.QueuePriority ?? JobPriority.Normal, hasFilesInWork ? fileWaits.Until(time.GetUtcNow()) : null)
            : new Error(
                "queue_full",
                $"You have {waiting} messages waiting already, which is the limit. Wait for one to be answered, or cancel one.",
                ErrorKind.TooMany,
                Retryable: true);
    }

    /// <summary>Whether the conversation was ended, and whether a file is in work that went with a message of it: in one statement.</summary>
    private static async Task<(bool IsEnded, bool HasFilesInWork)> LookAsync(
        AppDbContext db, Guid ownerId, Guid conversationId, CancellationToken cancellationToken)
    {
        var inWork = db.Files.InWork();
        var found = await db.Conversations.Where(c => c.Id == conversationId && c.OwnerId == ownerId)
            .Select(c => new
            {
                IsEnded = c.EndedAt != null,
                HasFilesInWork = db.MessageFiles.Any(use => use.ConversationId == c.Id && inWork.Any(file => file.Seq == use.FileSeq)),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? default : (found.IsEnded, found.HasFilesInWork);
    }

    private async Task<Error?> CheckTokensAsync(AppDbContext db, Guid ownerId, long limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var day = DateOnly.FromDateTime(now.UtcDateTime);

        // Not the rows of the jobs: they go with their messages, and deleting what was said must not give its tokens back.
        var used = await db.UsageDays.Owned(ownerId).Where(u => u.Day == day).SumAsync(u => u.InputTokens + u.OutputTokens, cancellationToken);
        var wait = today.AddDays(1) - now;
        return used < limit
            ? null
            : new Error(
                "daily_tokens_used",
                $"You have used the {limit.ToString("N0", CultureInfo.InvariantCulture)} tokens that your account has for a day. It goes on at midnight UTC, in {Math.Floor(wait.TotalHours):0} h {wait.Minutes} min.",
                ErrorKind.TooMany,
                Retryable: true)
            { RetryAfter = wait };
    }
}

/// <summary>How a job that may be asked for stands in the queue.</summary>
/// <param name="Priority">Its class of urgency.</param>
/// <param name="WaitsForFilesUntil">Until when it waits for files of its conversation at most; null when none is in work.</param>
public sealed record Admission(JobPriority Priority, DateTimeOffset? WaitsForFilesUntil);
