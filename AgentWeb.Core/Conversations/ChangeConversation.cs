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
/// <param name="Folder">The folder it is moved to, or out of any.</param>
/// <param name="Tags">All of its tags.</param>
/// <param name="Settings">How it is held from now on; of it only instructions, temperature, length and the use of files count, and null in them sets nothing.</param>
public sealed record ChangeConversationInput(
    Guid ConversationId, string? Title = null, bool? Pinned = null, bool? Archived = null, FolderChoice? Folder = null,
    IReadOnlyList<string?>? Tags = null, ConversationSettings? Settings = null);

/// <summary>A folder of the user; <c>default</c> is none.</summary>
public readonly record struct FolderChoice(Guid? Id);

/// <summary>Renames, pins, archives or tags a conversation, moves it to a folder, or holds it differently.</summary>
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

        var tags = input.Tags is null ? null : LabelRule.TidyTags(input.Tags);
        if (input.Tags is not null && tags is null)
        {
            return LabelRule.TagsInvalid;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var conversation = await db.Conversations.Owned(ownerId).Include(c => c.Tags).SingleOrDefaultAsync(c => c.Id == input.ConversationId, cancellationToken);
        if (conversation is null)
        {
            return Error.NotFound("conversation");
        }

        if (input.Folder is { Id: { } folderId } && !await db.Folders.Owned(ownerId).AnyAsync(f => f.Id == folderId, cancellationToken))
        {
            return Error.NotFound("folder");
        }

        conversation.FolderId = input.Folder is { } folder ? folder.Id : conversation.FolderId;
        if (tags is not null)
        {
            SetTags(conversation, tags);
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
            conversation.UsesLibrary = settings.UsesLibrary;
        }

        await db.SaveChangesAsync(cancellationToken);
        changes.Publish(ownerId, conversation.Id);
        return await db.Conversations.AsNoTracking().Where(c => c.Id == conversation.Id).Summaries(db).SingleAsync(cancellationToken);
    }

    private static void SetTags(Conversation conversation, IReadOnlyList<string> tags)
    {
        var wanted = tags.ToDictionary(LabelRule.Normalize, StringComparer.Ordinal);
        foreach (var tag in conversation.Tags.ToList())
        {
            if (wanted.Remove(tag.NormalizedName, out var name))
            {
                tag.Name = name;
            }
            else
            {
                conversation.Tags.Remove(tag);
            }
        }

        foreach (var (normalized, name) in wanted)
        {
            conversation.Tags.Add(new()
            {
                ConversationId = conversation.Id,
                OwnerId = conversation.OwnerId,
                Name = name,
                NormalizedName = normalized,
            });
        }
    }
}
