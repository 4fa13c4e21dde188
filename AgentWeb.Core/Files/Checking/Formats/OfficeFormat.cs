using System.IO.Compression;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Office;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Checking.Formats;

/// <summary>Word, Excel and PowerPoint since 2007: ZIP archives with a table of what is in them.</summary>
internal sealed class OfficeFormat : IFileFormat
{
    private const int EndRecordLength = 22;

    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Word, FileKind.Excel, FileKind.PowerPoint };

    /// <inheritdoc/>
    public string Describe(FileHead head) => "a ZIP archive";

    /// <inheritdoc/>
    public bool Recognises(FileHead head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);

    /// <inheritdoc/>
    public async Task<Result<CheckedFile>> InspectAsync(Stream file, FileHead head, ContentLimits limits, CancellationToken cancellationToken)
    {
        var end = await ZipEnd.FindAsync(file, cancellationToken);
        if (end is null)
        {
            return await ZipEnd.IsFollowedAsync(file, cancellationToken) ? FileErrors.Polyglot : FileErrors.Truncated;
        }

        if (end.Entries > PackageRules.MaxEntries || end.DirectorySize > PackageRules.MaxDirectorySize)
        {
            return FileErrors.TooManyParts(PackageRules.MaxEntries);
        }

        // Readers trust this place: a directory elsewhere could be as long as the file, whatever the record says of it.
        if (end.DirectoryStart + end.DirectorySize != end.Start)
        {
            return FileErrors.Damaged;
        }

        if (await HiddenContent.HasSignBehindAsync(file, end.Start + EndRecordLength, cancellationToken))
        {
            return FileErrors.Polyglot;
        }

        file.Position = 0;
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        if (zip.Entries.FirstOrDefault(e => PartName.Of(e.FullName) == OfficeTypes.PartName) is not { } types)
        {
            return OtherArchive(zip);
        }

        if (await PackageRules.BreachAsync(zip, file.Length, limits, cancellationToken) is { } breach)
        {
            return breach;
        }

        var found = await OfficeTypes.ReadAsync(types, cancellationToken);
        return found is null ? OtherArchive(zip) : found;
    }

    private static Error OtherArchive(ZipArchive zip) =>
        zip.Entries.Count > 0 && zip.Entries[0].FullName == "mimetype"
            ? FileErrors.Unsupported("an OpenDocument file or an e-book", "Save it as .docx, .xlsx, .pptx or PDF, and upload that.")
            : FileErrors.Unsupported("a ZIP archive", "Unpack it, and upload the files in it.");
}
