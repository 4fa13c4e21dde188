using System.Globalization;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.Data.Sqlite;

namespace AgentWeb.Core.Backup;

/// <summary>What restoring did.</summary>
/// <param name="CreatedAt">When the backup was made.</param>
/// <param name="Files">How many files came back.</param>
/// <param name="Kept">Folder of what was there before; null when nothing was.</param>
public sealed record Restored(DateTimeOffset CreatedAt, int Files, string? Kept);

/// <summary>
/// Puts a backup into a data directory while no server works on it: unpacks it beside, verifies all of it, then puts it in place by renaming. Fails
/// before anything was replaced, or puts back what was. What it replaces is kept in a folder of its own.
/// </summary>
public sealed class RestoreBackup(DatabaseSettings settings, IReadOnlyCollection<string> knownMigrations, TimeProvider time)
{
    private static readonly string[] Journals = ["", "-wal", "-shm", "-journal"];

    private string DatabasePath => Path.GetFullPath(new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource);

    private string FilesPath => Path.Combine(settings.DataDirectory, "files");

    /// <summary>Restores.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="force">Whether what is there may be replaced.</param>
    /// <param name="cancellationToken">Ends it before anything is replaced.</param>
    /// <returns>What it did, or why not, in a sentence.</returns>
    public async Task<Result<Restored>> RunAsync(string path, bool force, CancellationToken cancellationToken)
    {
        if (settings.Provider != DatabaseProvider.Sqlite)
        {
            return Refusal("The database is on SQL Server: restore it there, and unpack the folder files of the backup into the data directory.");
        }

        using var hold = DataDirectoryHold.Alone(settings.DataDirectory);
        if (hold is null)
        {
            return Refusal($"A server works on {settings.DataDirectory}. Stop it first.");
        }

        if (!force && (File.Exists(DatabasePath) || (Directory.Exists(FilesPath) && Directory.EnumerateFileSystemEntries(FilesPath).Any())))
        {
            return Refusal($"There is data in {settings.DataDirectory} already. Add --force to replace it; it is kept beside.");
        }

        var unpacked = Path.Combine(settings.DataDirectory, $".restore-{Guid.CreateVersion7():N}");
        try
        {
            var manifest = await BackupReader.UnpackAsync(path, unpacked, cancellationToken);
            if (!manifest.Succeeded)
            {
                return manifest.Error;
            }

            return Verify(manifest.Value, unpacked) is { } wrong ? wrong : Replace(manifest.Value, unpacked);
        }
        finally
        {
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }
    }

    internal static Error Refusal(string message) => new("restore_refused", message);

    private Error? Verify(BackupManifest manifest, string unpacked) =>
        manifest.Database != nameof(DatabaseProvider.Sqlite) ? Refusal("The backup has no database in it: it was made beside SQL Server.")
        : manifest.Migration is { } migration && !knownMigrations.Contains(migration) ? Refusal("The backup was made by a newer version of AgentWeb. Install that one first.")
        : SqliteCopy.Check(Path.Combine(unpacked, BackupManifest.DatabaseEntry)) is { } damage ? Refusal($"The database in the backup is damaged: {damage}")
        : null;

    private Result<Restored> Replace(BackupManifest manifest, string unpacked)
    {
        var kept = Path.Combine(settings.DataDirectory, string.Create(CultureInfo.InvariantCulture, $"replaced-{time.GetUtcNow():yyyyMMdd-HHmmss}"));
        var done = new Stack<(string From, string To)>();
        try
        {
            foreach (var old in Journals.Select(ending => DatabasePath + ending).Append(FilesPath).Where(Path.Exists))
            {
                Directory.CreateDirectory(kept);
                Move(old, Path.Combine(kept, Path.GetFileName(old)), done);
            }

            Move(Path.Combine(unpacked, BackupManifest.DatabaseEntry), DatabasePath, done);
            if (Directory.Exists(Path.Combine(unpacked, "files")))
            {
                Move(Path.Combine(unpacked, "files"), FilesPath, done);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            while (done.TryPop(out var move))
            {
                Move(move.To, move.From, new());
            }

            return Refusal($"Nothing was changed, because a file could not be moved: {failure.Message}");
        }

        return new Restored(manifest.CreatedAt, manifest.Entries.Count - 1, Directory.Exists(kept) ? kept : null);
    }

    private static void Move(string from, string to, Stack<(string From, string To)> done)
    {
        Directory.Move(from, to); // Files too.
        done.Push((from, to));
    }
}
