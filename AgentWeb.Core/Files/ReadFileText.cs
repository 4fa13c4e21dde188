using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files;

/// <summary>A part of a file's text as it was taken out of it.</summary>
/// <param name="Position">Order within the file, from 0.</param>
/// <param name="Text">The text.</param>
/// <param name="Page">Page or slide, from 1; null where there are none.</param>
/// <param name="Place">Sheet and rows, or lines; null where nothing says it.</param>
public sealed record FileTextPart(int Position, string Text, int? Page, string? Place);

/// <summary>Some parts of a file's text, in their order.</summary>
/// <param name="Parts">The parts.</param>
/// <param name="HasMore">There are more behind them.</param>
public sealed record FileTextPage(IReadOnlyList<FileTextPart> Parts, bool HasMore);

/// <summary>Reads the text that was taken out of a file, for its owner to look at.</summary>
public sealed class ReadFileText(IDbContextFactory<AppDbContext> contexts)
{
    private const int PageSize = 20;

    /// <summary>Reads some of it.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="fileId">The file.</param>
    /// <param name="from">The first part that is read, from 0.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Result<FileTextPage>> RunAsync(Guid ownerId, Guid fileId, int from, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var file = await db.Files.AsNoTracking().One(ownerId, fileId).Select(f => new { f.Seq }).SingleOrDefaultAsync(cancellationToken);
        if (file is null)
        {
            return FileQueries.NotFound;
        }

        var parts = await db.FilePassages.AsNoTracking().Where(p => p.FileSeq == file.Seq && p.Position >= from)
            .OrderBy(p => p.Position).Take(PageSize + 1)
            .Select(p => new FileTextPart(p.Position, p.Text, p.Page, p.Place)).ToListAsync(cancellationToken);
        return new FileTextPage(parts.Count > PageSize ? parts[..PageSize] : parts, parts.Count > PageSize);
    }
}
