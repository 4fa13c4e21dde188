using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files;

/// <summary>Reads what is known about files.</summary>
public sealed class GetFile(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Reads one of the user's files.</summary>
    public async Task<Result<FileSummary>> RunAsync(Guid ownerId, Guid fileId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Files.AsNoTracking().One(ownerId, fileId).Summaries().SingleOrDefaultAsync(cancellationToken) is { } found
            ? found
            : FileQueries.NotFound;
    }

    /// <summary>Reads those of the files that are the user's.</summary>
    public async Task<IReadOnlyList<FileSummary>> RunAsync(Guid ownerId, IReadOnlyCollection<Guid> fileIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Files.AsNoTracking().Owned(ownerId).Where(f => fileIds.Contains(f.Id)).OrderBy(f => f.Seq).Summaries()
            .ToListAsync(cancellationToken);
    }
}
