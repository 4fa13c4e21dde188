using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Checking.Formats;

/// <summary>
/// PDF (ISO 32000). Only its two ends are looked at: what is between is for the reader, which runs apart. Whether a password is needed it
/// finds out too, since most PDFs that are encrypted open without one.
/// </summary>
internal sealed class PdfFormat : IFileFormat
{
    /// <summary>Readers look so far for the header; writers put it first.</summary>
    private const int HeaderSearched = 1024;

    private const int TailLength = 64 * 1024;

    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } = new HashSet<FileKind> { FileKind.Pdf };

    private static ReadOnlySpan<byte> Header => "%PDF-"u8;

    private static ReadOnlySpan<byte> EndMark => "%%EOF"u8;

    /// <inheritdoc/>
    public string Describe(FileHead head) => FileErrors.Describe(FileKind.Pdf);

    /// <inheritdoc/>
    public bool Recognises(FileHead head) =>
        head.StartsWith(Header)
        || (head.Bytes.Span[..Math.Min(head.Bytes.Length, HeaderSearched)].IndexOf(Header) > 0 && (head.Named == FileKind.Pdf || head.Bytes.Span.Contains((byte)0)));

    /// <inheritdoc/>
    public async Task<Result<CheckedFile>> InspectAsync(Stream file, FileHead head, ContentLimits limits, CancellationToken cancellationToken)
    {
        if (!head.StartsWith(Header) || await ZipEnd.FindAsync(file, cancellationToken) is not null)
        {
            return FileErrors.Polyglot;
        }

        var tail = await FileTail.ReadAsync(file, TailLength, cancellationToken);
        var end = tail.AsSpan().LastIndexOf(EndMark);
        if (end < 0)
        {
            return FileErrors.Truncated;
        }

        return HiddenContent.HasSign(head.Bytes.Span[Header.Length..]) || HiddenContent.HasSign(tail.AsSpan(end))
            ? FileErrors.Polyglot
            : new CheckedFile(FileKind.Pdf, "application/pdf");
    }
}
