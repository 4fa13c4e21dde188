using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Text;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Checking.Formats;

/// <summary>Text of every sort. It has no signature, so it is asked last and looks at all the bytes.</summary>
internal sealed class TextFormat : IFileFormat
{
    private const int Looked = 4096;

    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds { get; } =
        new HashSet<FileKind> { FileKind.Text, FileKind.Markdown, FileKind.Csv, FileKind.Json, FileKind.Code, FileKind.Html };

    /// <inheritdoc/>
    public string Describe(FileHead head) => FileErrors.Describe(TextKinds.Guess(Encoding.Latin1.GetString(head.Bytes.Span), isAll: false));

    /// <inheritdoc/>
    public bool Recognises(FileHead head) => true;

    /// <inheritdoc/>
    public async Task<Result<CheckedFile>> InspectAsync(Stream file, FileHead head, ContentLimits limits, CancellationToken cancellationToken)
    {
        if (await TextEncodings.DetectAsync(file, cancellationToken) is not { } encoding)
        {
            return FileErrors.Unknown;
        }

        file.Position = 0;
        using var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, Looked, leaveOpen: true);
        var buffer = new char[Looked];
        var read = await reader.ReadBlockAsync(buffer, cancellationToken);
        var isAll = read < Looked;
        var start = new string(buffer, 0, read);
        var content = TextKinds.Guess(start, isAll);
        if (isAll && string.IsNullOrWhiteSpace(start))
        {
            return FileErrors.NoText;
        }

        if (head.Named is not { } named || !Kinds.Contains(named))
        {
            return Checked(content, encoding);
        }

        return TextKinds.Agree(named, content, start) ? Checked(named, encoding) : FileErrors.Mismatch(head.Extension, FileErrors.Describe(content));
    }

    private static CheckedFile Checked(FileKind kind, Encoding encoding) => new(kind, $"{TextKinds.MediaType(kind)}; charset={encoding.WebName}");
}
