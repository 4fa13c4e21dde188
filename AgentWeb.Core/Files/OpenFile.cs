using AgentWeb.Core.Data;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files;

/// <summary>The bytes of a file.</summary>
/// <param name="File">What is known about it.</param>
/// <param name="Hash">SHA-256 of the bytes, in hexadecimal.</param>
/// <param name="Content">The bytes, any part of which can be read; the caller's to dispose.</param>
public sealed record FileContent(FileSummary File, string Hash, Stream Content);

/// <summary>Opens the bytes of a file for its owner.</summary>
public sealed class OpenFile(IDbContextFactory<AppDbContext> contexts, IFileStore store)
{
    /// <summary>Opens them.</summary>
    public async Task<Result<FileContent>> RunAsync(Guid ownerId, Guid fileId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (
            from file in db.Files.AsNoTracking().One(ownerId, fileId)
            join blob in db.FileBlobs on file.Hash equals blob.Hash
            select new { File = file, blob.StoreKey }).SingleOrDefaultAsync(cancellationToken);
        try
        {
            return found is not null && await store.OpenAsync(found.StoreKey, cancellationToken) is { } content
                ? new FileContent(FileSummary.Of(found.File), found.File.Hash, content)
                : FileQueries.NotFound;
        }
        catch (FileStoreException)
        {
            return FileStoreException.Error;
        }
    }
}
