using System.Buffers.Binary;
using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Checking.Formats;

/// <summary>The container of Office before 2007, in which newer documents lie that have a password (MS-CFB, MS-OFFCRYPTO).</summary>
internal sealed class OleFormat : IFileFormat
{
    private const int DirectorySectorField = 48;
    private const int SectorShiftField = 30;
    private const int EntryLength = 128;
    private const int EntriesLookedAt = 32;

    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Word, FileKind.Excel, FileKind.PowerPoint };

    /// <inheritdoc/>
    public string Describe(FileHead head) => "an Office document of before 2007";

    /// <inheritdoc/>
    public bool Recognises(FileHead head) => head.StartsWith([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    /// <inheritdoc/>
    public async Task<Result<CheckedFile>> InspectAsync(Stream file, FileHead head, ContentLimits limits, CancellationToken cancellationToken)
    {
        if (head.Bytes.Length < 512)
        {
            return FileErrors.Truncated;
        }

        var names = await NamesAsync(file, head, cancellationToken);
        return names.Contains("EncryptedPackage") || names.Contains("EncryptionInfo")
            ? FileErrors.Encrypted
            : FileErrors.Unsupported("an Office document of before 2007", "Save it as .docx, .xlsx, .pptx or PDF, and upload that.");
    }

    /// <summary>What is in the container: an encrypted document has its two entries among the first.</summary>
    private static async Task<HashSet<string>> NamesAsync(Stream file, FileHead head, CancellationToken cancellationToken)
    {
        var shift = BinaryPrimitives.ReadUInt16LittleEndian(head.Bytes.Span[SectorShiftField..]);
        var sector = BinaryPrimitives.ReadUInt32LittleEndian(head.Bytes.Span[DirectorySectorField..]);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var directory = ((long)sector + 1) << shift;
        if (shift is not (9 or 12) || directory >= file.Length)
        {
            throw new EndOfStreamException();
        }

        var entries = new byte[EntryLength * EntriesLookedAt];
        file.Position = directory;
        var read = await file.ReadAtLeastAsync(entries, entries.Length, throwOnEndOfStream: false, cancellationToken);
        for (var at = 0; at + EntryLength <= read; at += EntryLength)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(entries.AsSpan(at + 64)) - 2;
            if (length is > 0 and <= 62)
            {
                names.Add(Encoding.Unicode.GetString(entries, at, length));
            }
        }

        return names;
    }
}
