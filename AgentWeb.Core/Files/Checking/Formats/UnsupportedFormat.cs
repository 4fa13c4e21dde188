using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Checking.Formats;

/// <summary>What people upload and this server does not read, so that they are told what it is.</summary>
internal sealed class UnsupportedFormat : IFileFormat
{
    private const string Picture = "Save it as PNG, JPEG or WebP, and upload that.";
    private const string Archive = "Unpack it, and upload the files in it.";
    private const string Nothing = "Upload a picture, a PDF, a Word, Excel or PowerPoint document, or text.";

    private static readonly (int At, byte[] Signature, string What, string Advice)[] Known =
    [
        (0, [.. "Rar!\u001A"u8], "a RAR archive", Archive),
        (0, [(byte)'7', (byte)'z', 0xBC, 0xAF], "a 7z archive", Archive),
        (0, [0x1F, 0x8B], "a gzip archive", Archive),
        (0, [.. "BZh"u8], "a bzip2 archive", Archive),
        (0, [0xFD, .. "7zXZ"u8], "an xz archive", Archive),
        (257, [.. "ustar"u8], "a tar archive", Archive),
        (0, [0x7F, .. "ELF"u8], "a program", Nothing),
        (0, [(byte)'M', (byte)'Z', 0x90, 0], "a program", Nothing),
        (0, [0, .. "asm"u8], "a program", Nothing),
        (0, [.. "SQLite format 3\0"u8], "a database", Nothing),
        (0, [(byte)'I', (byte)'I', 0x2A, 0], "a TIFF picture", Picture),
        (0, [(byte)'M', (byte)'M', 0, 0x2A], "a TIFF picture", Picture),
        (4, [.. "ftypavif"u8], "an AVIF picture", Picture),
        (4, [.. "ftypheic"u8], "a HEIC picture", Picture),
        (4, [.. "ftypmif1"u8], "a HEIC picture", Picture),
        (0, [0, 0, 1, 0], "an icon", Picture),
        (4, [.. "ftyp"u8], "a video", Nothing),
        (0, [0x1A, 0x45, 0xDF, 0xA3], "a video", Nothing),
        (0, [.. "OggS"u8], "a recording", Nothing),
        (0, [.. "fLaC"u8], "a recording", Nothing),
        (0, [.. "ID3"u8], "a recording", Nothing),
        (8, [.. "WAVE"u8], "a recording", Nothing),
        (0, [.. "{\\rtf"u8], "a document in Rich Text Format", "Save it as .docx or PDF, and upload that."),
        (0, [.. "%!PS"u8], "a PostScript document", "Save it as PDF, and upload that."),
    ];

    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind>();

    /// <inheritdoc/>
    public string Describe(FileHead head) => Find(head).What;

    /// <inheritdoc/>
    public bool Recognises(FileHead head) => Find(head).What is not null;

    /// <inheritdoc/>
    public Task<Result<CheckedFile>> InspectAsync(Stream file, FileHead head, ContentLimits limits, CancellationToken cancellationToken)
    {
        var (_, _, what, advice) = Find(head);
        return Task.FromResult<Result<CheckedFile>>(FileErrors.Unsupported(what, advice));
    }

    private static (int At, byte[] Signature, string What, string Advice) Find(FileHead head) => Array.Find(Known, known => head.Has(known.At, known.Signature));
}
