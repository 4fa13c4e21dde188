using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files;

/// <summary>Reading files.</summary>
internal static class FileQueries
{
    /// <summary>There is no such file, or it belongs to somebody else.</summary>
    public static Error NotFound { get; } = Error.NotFound("file");

    /// <summary>One file of a user.</summary>
    public static IQueryable<StoredFile> One(this IQueryable<StoredFile> files, Guid ownerId, Guid fileId) =>
        files.Owned(ownerId).Where(f => f.Id == fileId);

    /// <summary>Files that are read, or wait for it.</summary>
    public static IQueryable<StoredFile> InWork(this IQueryable<StoredFile> files) =>
        files.Where(f => f.Status == FileStatus.Pending || f.Status == FileStatus.Processing);

    /// <summary>Bytes that all files of a user may have: their own limit, or the one that holds for all.</summary>
    public static async Task<long> QuotaOfAsync(this AppDbContext db, Guid ownerId, FilesOptions options, CancellationToken cancellationToken) =>
        await db.Users.Where(u => u.Id == ownerId).Select(u => u.StorageQuota).SingleOrDefaultAsync(cancellationToken) ?? options.QuotaPerUser;

    /// <summary>Files as lists show them.</summary>
    public static IQueryable<FileSummary> Summaries(this IQueryable<StoredFile> files) => files.Select(f => new FileSummary(
        f.Id, f.Name, f.Kind, f.ContentType, f.Size, f.Status, f.Progress, f.ErrorCode, f.ErrorMessage, f.Pages, f.Width, f.Height, f.CreatedAt, f.Seq));
}
