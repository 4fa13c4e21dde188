using System.Linq.Expressions;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Conversations;

/// <summary>How a conversation is read from its rows; shared by everything that shows one.</summary>
internal static class ConversationQueries
{
    /// <summary>Reads summaries, with the status that the queue tells.</summary>
    public static IQueryable<ConversationSummary> Summaries(this IQueryable<Conversation> conversations, AppDbContext db) =>
        conversations.Select(ToSummary(db));

    private static Expression<Func<Conversation, ConversationSummary>> ToSummary(AppDbContext db) => c => new ConversationSummary(
        c.Id,
        c.Title,
        db.Jobs.OfReplies().Any(j => j.ConversationId == c.Id && j.State == JobState.Running) ? ConversationStatus.Thinking
            : db.Jobs.OfReplies().Any(j => j.ConversationId == c.Id && j.State == JobState.Queued) ? ConversationStatus.Queued
            : c.EndedAt != null ? ConversationStatus.Ended
            : db.Messages.Where(m => m.ConversationId == c.Id && m.OnActivePath).OrderByDescending(m => m.Seq)
                .Select(m => m.Status).FirstOrDefault() == MessageStatus.Error ? ConversationStatus.Error
            : ConversationStatus.Idle,
        c.MessageCount,
        c.CreatedAt,
        c.LastActiveAt,
        c.Pinned,
        c.Archived,
        c.RepliedAt != null && (c.SeenAt == null || c.SeenAt < c.RepliedAt),
        c.FolderId)
    {
        Tags = c.Tags.OrderBy(t => t.NormalizedName).Select(t => t.Name).ToList(),
        RepliedAt = c.RepliedAt,
        Temporary = c.Temporary,
    };
}
