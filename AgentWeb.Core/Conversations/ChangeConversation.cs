using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>What changes about a conversation; what is null stays as it is.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Title">Its new title, 1 to <see cref="Conversation.MaxTitleLength"/> characters.</param>
/// <param name="Pinned">Whether it stands above the others.</param>
/// <param name="Archived">Whether it is put away.</param>
public sealed record ChangeConversationInput(Guid ConversationId, string? Title = null, bool? Pinned = null, bool? Archived = null);

/// <summary>Renames, pins or archives a conversation.</summary>
public sealed class ChangeConversation(IDbContextFactory<AppDbContext> contexts, ConversationChanges changes)
{
    /// <summary>Changes it.</summary>
    /// <returns>The conversation as it is now.</returns>
    public async Task<Result<ConversationSummary>> RunAsync(Guid ownerId, ChangeConversationInput input, CancellationToken cancellationToken)
    {
        var title = input.Title is null ? null : string.Join(' ', input.Title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (title is { Length: 0 or > Conversation.MaxTitleLength })
        {
            return new Error("title_invalid", $"A title has 1 to {Conversation.MaxTitleLength} characters.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversation = await db.Conversations.Owned(ownerId).SingleOrDefaultAsync(c => c.Id == input.ConversationId, cancellationToken);
        if (conversation is null)
        {
            return Error.NotFound("conversation");
        }

        conversation.Title = title ?? conversation.Title;
        conversation.Pinned = input.Pinned ?? conversation.Pinned;
        conversation.Archived = input.Archived ?? conversation.Archived;
        await db.SaveChangesAsync(cancellationToken);
        changes.Publish(ownerId, conversation.Id);
        return await db.Conversations.AsNoTracking().Where(c => c.Id == conversation.Id).Summaries(db).SingleAsync(cancellationToken);
    }
}
