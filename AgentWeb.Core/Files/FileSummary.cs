using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Files;

/// <summary>A file as lists and messages show it.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Name">Its name as it was uploaded.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Status">Where its processing stands.</param>
/// <param name="Progress">How much is processed, from 0 to 1.</param>
/// <param name="ErrorCode">Stable code of what went wrong.</param>
/// <param name="ErrorMessage">What went wrong, in an English sentence.</param>
/// <param name="Pages">Pages, slides or sheets; null where there are none.</param>
/// <param name="Width">Width of a picture, in pixels.</param>
/// <param name="Height">Height of a picture, in pixels.</param>
/// <param name="CreatedAt">When it was uploaded.</param>
/// <param name="Seq">Order of upload.</param>
public sealed record FileSummary(
    Guid Id, string Name, FileKind Kind, string ContentType, long Size, FileStatus Status, double Progress, string? ErrorCode,
    string? ErrorMessage, int? Pages, int? Width, int? Height, DateTimeOffset CreatedAt, long Seq)
{
    /// <summary>Whether it still changes by itself.</summary>
    public bool IsInWork => Status is FileStatus.Pending or FileStatus.Processing;

    /// <summary>Whether processing it (again) makes sense.</summary>
    public bool CanRetry => Status is FileStatus.Failed or FileStatus.Cancelled;

    internal static FileSummary Of(StoredFile f) => new(
        f.Id, f.Name, f.Kind, f.ContentType, f.Size, f.Status, f.Progress, f.ErrorCode, f.ErrorMessage, f.Pages, f.Width, f.Height, f.CreatedAt, f.Seq);
}
