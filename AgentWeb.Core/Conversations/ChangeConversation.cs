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
/// <param name="Settings">How it is held from now on; of it only instructions, temperature and length count, and null in them sets nothing.</param>
public sealed record ChangeConversationInput(
    Guid ConversationId, string? Title = null, bool? Pinned = null, bool? Archived = null, ConversationSettings? Settings = null);

/// <summary>Renames, pins or archives a conversation, or holds it differently.</summary>
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

        if (input.Settings is { } wanted
            && ConversationRules.Check(wanted.Instructions, wanted.Temperature, wanted.MaxOutputTokens) is { } wrong)
        {
            return wrong;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversation = await db.Conversations.Owned(ownerId).SingleOrDefaultAsync(c => c.Id == input.ConversationId, cancellationToken);
        if (conversation is null)
        {
            return Error.NotFound("conversation");
        }

        if (title is not null)
        {
            conversation.Title = title;
            conversation.TitleSource = TitleSource.Person;
        }

        conversation.Pinned = input.Pinned ?? conversation.Pinned;
        conversation.Archived = input.Archived ?? conversation.Archived;
        if (input.Settings is { } settings)
        {
            conversation.Instructions = string.IsNullOrWhiteSpace(settings.Instructions) ? null : settings.Instructions;
            conversation.Temperature = settings.Temperature;
            conversation.MaxOutputTokens = settings.MaxOutputTokens;
        }

        await db.SaveChangesAsync(cancellationToken);
        changes.Publish(ownerId, conversation.Id);
        return await db.Conversations.AsNoTracking().Where(c => c.Id == conversation.Id).Summaries(db).SingleAsync(cancellationToken);
    }
}
