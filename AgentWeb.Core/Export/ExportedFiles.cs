using System.IO.Compression;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Store;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Export;

/// <summary>A file as the contents of an account's ZIP list it.</summary>
internal sealed record ExportedFile
{
    /// <summary>Its identifier here.</summary>
    public required string FileId { get; init; }

    /// <summary>Its name, as its owner gave it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is in the ZIP.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>Its media type.</summary>
    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the bytes, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When it was uploaded.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The messages it went with.</summary>
    public required IReadOnlyList<string> MessageIds { get; init; }
}

/// <summary>The files of an account on their way into a ZIP.</summary>
/// <param name="Files">What is known of them.</param>
/// <param name="Keys">Where their bytes are, in the same order.</param>
internal sealed record ExportedFiles(IReadOnlyList<ExportedFile> Files, IReadOnlyList<Guid> Keys)
{
    /// <summary>What their names in the ZIP begin with.</summary>
    public const string Folder = "files/";

    /// <summary>Finds them.</summary>
    public static async Task<ExportedFiles> ReadAsync(IDbContextFactory<AppDbContext> contexts, Guid ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await (
            from file in db.Files.AsNoTracking().Owned(ownerId)
            join blob in db.FileBlobs on file.Hash equals blob.Hash
            orderby file.Seq
            select new { File = file, blob.StoreKey }).ToListAsync(cancellationToken);
        var uses = (await (
            from use in db.MessageFiles
            join file in db.Files.Owned(ownerId) on use.FileSeq equals file.Seq
            select new { use.FileSeq, use.MessageId }).ToListAsync(cancellationToken)).ToLookup(use => use.FileSeq, use => use.MessageId);
        return new([.. rows.Select(row => Of(row.File, uses[row.File.Seq]))], [.. rows.Select(row => row.StoreKey)]);
    }

    /// <summary>Writes their bytes, a block at a time; one that was deleted meanwhile is left out.</summary>
    public async Task WriteAsync(ZipArchive zip, IFileStore store, CancellationToken cancellationToken)
    {
        foreach (var (file, key) in Files.Zip(Keys))
        {
            await using var content = await store.OpenAsync(key, cancellationToken);
            if (content is not null)
            {
                await using var entry = await zip.CreateEntry(file.Path, LevelOf(file.Kind)).OpenAsync(cancellationToken);
                await content.CopyToAsync(entry, cancellationToken);
            }
        }
    }

    /// <summary>Pictures, PDFs and office documents are compressed already.</summary>
    private static CompressionLevel LevelOf(FileKind kind) => kind is FileKind.Image or FileKind.Pdf or FileKind.Word or FileKind.Excel or FileKind.PowerPoint
        ? CompressionLevel.NoCompression
        : CompressionLevel.Fastest;

    private static ExportedFile Of(StoredFile file, IEnumerable<Guid> messages)
    {
        var id = PublicId.Format(PublicId.File, file.Id);
        return new()
        {
            FileId = id,
            Name = file.Name,
            Path = $"{Folder}{id}/{FileNames.InArchive(file.Name)}",
            Kind = file.Kind,
            ContentType = file.ContentType,
            Size = file.Size,
            Sha256 = file.Hash,
            CreatedAt = file.CreatedAt,
            MessageIds = [.. messages.Select(message => PublicId.Format(PublicId.Message, message))],
        };
    }
}
