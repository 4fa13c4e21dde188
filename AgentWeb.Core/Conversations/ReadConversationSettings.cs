using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>Reads how a conversation is held.</summary>
public sealed class ReadConversationSettings(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Reads it for its owner.</summary>
    public async Task<Result<ConversationSettings>> RunAsync(Guid ownerId, Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await SettingsOf(db, db.Conversations.AsNoTracking().Owned(ownerId), conversationId).SingleOrDefaultAsync(cancellationToken)
            is { } found ? found : Error.NotFound("conversation");
    }

    /// <summary>Reads it for a run; nothing is set for a conversation that was deleted meanwhile.</summary>
    internal async Task<ConversationSettings> OfAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await SettingsOf(db, db.Conversations.AsNoTracking(), conversationId).SingleOrDefaultAsync(cancellationToken) ?? ConversationSettings.None;
    }

    private static IQueryable<ConversationSettings> SettingsOf(AppDbContext db, IQueryable<Conversation> conversations, Guid id) =>
        conversations.Where(c => c.Id == id).Select(c => new ConversationSettings
        {
            ModelKey = c.ModelKey,
            Instructions = c.Instructions,
            Temperature = c.Temperature,
            MaxOutputTokens = c.MaxOutputTokens,
            CarriedSummary = c.CarriedSummary,
            UsesLibrary = c.UsesLibrary,
            HasFiles = db.MessageFiles.Any(a => a.ConversationId == c.Id),
            Temporary = c.Temporary,
            EndedAt = c.EndedAt,
            Summary = c.Summary,
        });
}
