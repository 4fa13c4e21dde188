using System.ComponentModel;
using AgentWeb.Core;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files;

namespace AgentWeb.Api;

/// <summary>Which files to list.</summary>
internal sealed record FilesQuery
{
    /// <summary>How many there are on a page when nothing is asked for.</summary>
    public const int DefaultLimit = 50;

    [Description("Part of the name.")]
    public string? Query { get; init; }

    [Description("What they are, such as pdf or power_point.")]
    public string? Kind { get; init; }

    [Description("Where their processing stands: pending, processing, completed, failed or cancelled.")]
    public string? Status { get; init; }

    [Description("What next_cursor of the page before was.")]
    public long? Cursor { get; init; }

    [Description("At most so many, 1 to 200; 50 when left out.")]
    public int? Limit { get; init; }

    /// <summary>The filter that is asked for; null when it names a kind or status that there is not, or too many files.</summary>
    public FileFilter? ToFilter() =>
        TryParse<FileKind>(Kind, out var kind) && TryParse<FileStatus>(Status, out var status) && Limit is null or (>= 1 and <= ListFiles.MaxPageSize)
            ? new(Query, kind is { } only ? [only] : [], status, Cursor, Limit ?? DefaultLimit)
            : null;

    private static bool TryParse<T>(string? text, out T? value)
        where T : struct, Enum
    {
        value = null;
        if (text is null)
        {
            return true;
        }

        if (!text.All(c => char.IsAsciiLetter(c) || c == '_') || !Enum.TryParse<T>(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var parsed))
        {
            return false;
        }

        value = parsed;
        return true;
    }
}

/// <summary>What was taken.</summary>
internal sealed record UploadResponse(string FileId, string Name, long Size, string Type, FileStatus Status)
{
    public static UploadResponse From(FileSummary file) =>
        new(PublicId.Format(PublicId.File, file.Id), file.Name, file.Size, file.ContentType, file.Status);
}

/// <summary>Where its processing stands.</summary>
/// <param name="FileId">The file.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Progress">From 0 to 1.</param>
/// <param name="Error">What went wrong.</param>
internal sealed record FileStatusResponse(string FileId, FileStatus Status, double Progress, FileErrorResponse? Error)
{
    public static FileStatusResponse From(FileSummary file) =>
        new(PublicId.Format(PublicId.File, file.Id), file.Status, file.Progress, FileErrorResponse.From(file));
}

/// <summary>What went wrong with it.</summary>
internal sealed record FileErrorResponse(string Code, string Message)
{
    public static FileErrorResponse? From(FileSummary file) => file.ErrorCode is { } code ? new(code, file.ErrorMessage ?? "") : null;
}

/// <summary>A file.</summary>
internal sealed record FileResponse(
    string FileId, string Name, FileKind Kind, string Type, long Size, FileStatus Status, double Progress, FileErrorResponse? Error, int? Pages,
    int? Width, int? Height, DateTimeOffset CreatedAt)
{
    public static FileResponse From(FileSummary f) => new(
        PublicId.Format(PublicId.File, f.Id), f.Name, f.Kind, f.ContentType, f.Size, f.Status, f.Progress, FileErrorResponse.From(f), f.Pages, f.Width,
        f.Height, f.CreatedAt);
}

/// <summary>A page of files.</summary>
internal sealed record FilesResponse(IReadOnlyList<FileResponse> Files, long? NextCursor);

/// <summary>How much is stored, in bytes.</summary>
internal sealed record FileUsageResponse(long Used, long Quota, int Count);
