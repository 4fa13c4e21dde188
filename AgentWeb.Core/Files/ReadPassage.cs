using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files;

/// <summary>A passage among its neighbours.</summary>
/// <param name="File">The file.</param>
/// <param name="Parts">The passage and those before and behind it, in their order.</param>
/// <param name="Position">Which of them it is, by its order within the file.</param>
public sealed record PassageInFile(FileSummary File, IReadOnlyList<FileTextPart> Parts, int Position);

/// <summary>Reads a passage that a reply refers to, for the file's owner.</summary>
public sealed class ReadPassage(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>How many passages before and behind it are read along.</summary>
    private const int Neighbours = 1;

    private static Error Gone { get; } = new(
        "passage_gone", "This passage is no longer there: the file was processed again after the reply was written. Open the file to look it up.", ErrorKind.NotFound);

    /// <summary>Reads it.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="fileId">The file.</param>
    /// <param name="position">The passage's order within the file, from 0.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Result<PassageInFile>> RunAsync(Guid ownerId, Guid fileId, int position, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Files.AsNoTracking().One(ownerId, fileId).Summaries().SingleOrDefaultAsync(cancellationToken) is not { } file)
        {
            return FileQueries.NotFound;
        }

        var parts = await db.FilePassages.AsNoTracking()
            .Where(p => p.FileSeq == file.Seq && p.Position >= position - Neighbours && p.Position <= position + Neighbours)
            .OrderBy(p => p.Position)
            .Select(p => new FileTextPart(p.Position, p.Text, p.Page, p.Place)).ToListAsync(cancellationToken);
        return parts.Exists(p => p.Position == position) ? new PassageInFile(file, parts, position) : Gone;
    }
}
