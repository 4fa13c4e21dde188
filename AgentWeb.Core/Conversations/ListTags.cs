using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Conversations;

/// <summary>A tag as lists show it.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Count">How many conversations carry it.</param>
public sealed record TagSummary(string Name, int Count);

/// <summary>Lists the tags that a user's conversations carry, by name.</summary>
public sealed class ListTags(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Lists them.</summary>
    public async Task<IReadOnlyList<TagSummary>> RunAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ConversationTags.AsNoTracking().Owned(ownerId)
            .Where(t => db.Conversations.Any(c => c.Id == t.ConversationId))
            .GroupBy(t => t.NormalizedName)
            .OrderBy(group => group.Key)
            .Select(group => new TagSummary(group.Max(t => t.Name)!, group.Count()))
            .ToListAsync(cancellationToken);
    }
}
