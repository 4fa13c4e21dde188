using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Settings;

/// <summary>Deletes a saved prompt.</summary>
public sealed class DeletePrompt(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Deletes it.</summary>
    /// <returns>Its name.</returns>
    public async Task<Result<string>> RunAsync(Guid ownerId, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var deleted = await db.SavedPrompts.Owned(ownerId).Where(p => p.Name == name).ExecuteDeleteAsync(cancellationToken);
        return deleted == 1 ? name : Error.NotFound("prompt");
    }
}
