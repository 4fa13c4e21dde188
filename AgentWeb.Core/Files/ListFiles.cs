using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Files;

/// <summary>Which files to list.</summary>
/// <param name="Name">Part of the name, whatever its case; null lists all.</param>
/// <param name="Kinds">What they are; empty lists all.</param>
/// <param name="Status">Where their processing stands; null lists all.</param>
/// <param name="Before">Only those that were uploaded before this one (<see cref="FileSummary.Seq"/>).</param>
/// <param name="Limit">At most so many, 1 to <see cref="ListFiles.MaxPageSize"/>.</param>
public sealed record FileFilter(
    string? Name = null, IReadOnlyCollection<FileKind>? Kinds = null, FileStatus? Status = null, long? Before = null, int Limit = 50);

/// <summary>Some files, newest first.</summary>
/// <param name="Files">The files.</param>
/// <param name="HasMore">There are older ones.</param>
public sealed record FilePage(IReadOnlyList<FileSummary> Files, bool HasMore);

/// <summary>Lists a user's files, newest first.</summary>
public sealed class ListFiles(IDbContextFactory<AppDbContext> contexts)
{
    /// <summary>Most files of one page.</summary>
    public const int MaxPageSize = 200;

    /// <summary>Lists them.</summary>
    public async Task<FilePage> RunAsync(Guid ownerId, FileFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var files = db.Files.AsNoTracking().Owned(ownerId);
        if (filter.Before is { } before)
        {
            files = files.Where(f => f.Seq < before);
        }

        if (!string.IsNullOrWhiteSpace(filter.Name))
        {
            var pattern = $"%{Escape(filter.Name.Trim())}%";
            files = files.Where(f => EF.Functions.Like(f.Name, pattern, "\\"));
        }

        if (filter.Kinds is { Count: > 0 } kinds)
        {
            files = files.Where(f => kinds.Contains(f.Kind));
        }

        if (filter.Status is { } status)
        {
            files = files.Where(f => f.Status == status);
        }

        var size = Math.Clamp(filter.Limit, 1, MaxPageSize);
        var found = await files.OrderByDescending(f => f.Seq).Take(size + 1).Summaries().ToListAsync(cancellationToken);
        return new(found.Count > size ? found[..size] : found, found.Count > size);
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);
}
