using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Checking.Formats;

/// <summary>What a walk through a picture finds.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="End">Where the picture ends in the file.</param>
internal readonly record struct ImageOutline(int Width, int Height, long End);

/// <summary>A format of pictures. Nothing is decoded: the structure is walked to its end, which says the size and whether all is there.</summary>
/// <param name="mediaType">The media type.</param>
internal abstract class ImageFormat(string mediaType) : IFileFormat
{
    private static readonly HashSet<FileKind> ImageOnly = [FileKind.Image];

    /// <inheritdoc/>
    public IReadOnlySet<FileKind> Kinds => ImageOnly;

    /// <inheritdoc/>
    public string Describe(FileHead head) => FileErrors.Describe(FileKind.Image);

    /// <inheritdoc/>
    public abstract bool Recognises(FileHead head);

    /// <inheritdoc/>
    public async Task<Result<CheckedFile>> InspectAsync(Stream file, FileHead head, ContentLimits limits, CancellationToken cancellationToken)
    {
        var outline = await OutlineAsync(new ByteCursor(file), cancellationToken);
        if (outline.Width <= 0 || outline.Height <= 0)
        {
            return FileErrors.Damaged;
        }

        return await HiddenContent.IsInAsync(file, head, outline.End, cancellationToken)
            ? FileErrors.Polyglot
            : new CheckedFile(FileKind.Image, mediaType, outline.Width, outline.Height);
    }

    /// <summary>Walks through it.</summary>
    protected abstract Task<ImageOutline> OutlineAsync(ByteCursor bytes, CancellationToken cancellationToken);
}
