using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Settings;

/// <summary>Lists a person's saved prompts by name.</summary>
public sealed class ListPrompts(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Lists them.</summary>
    public async Task<IReadOnlyList<SavedPrompt>> RunAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SavedPrompts.AsNoTracking().Owned(ownerId).OrderBy(p => p.Name).ToListAsync(cancellationToken);
    }
}
