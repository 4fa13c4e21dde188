using System.Globalization;
using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Backup;

/// <summary>
/// Copies the database as it is at one moment, and every file that it knows, into one zip, while the server works. The keys of cookies and
/// secrets are in the database. On SQL Server the database is left to its own backup.
/// </summary>
public sealed partial class CreateBackup(
    IDbContextFactory<AppDbContext> contexts, DatabaseSettings settings, IFileStore store, BackupFolder folder, BackupProgress progress, AuditTrail audit,
    TimeProvider time, ILogger<CreateBackup> logger)
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Makes one in the folder of the backups.</summary>
    /// <returns>It; <c>backup_running</c> while another is made, <c>backup_failed</c> when the disk is full or the folder takes no files.</returns>
    public async Task<Result<BackupFile>> RunAsync(bool scheduled, CancellationToken cancellationToken)
    {
        if (!await _one.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return new Error("backup_running", "A backup is being made. Wait until it is done.", ErrorKind.Conflict);
        }

        try
        {
            progress.Set(new(Running: true, 0, 0));
            var name = folder.NewName(time.GetUtcNow(), scheduled);
            await WriteAsync(folder.PathOf(name), cancellationToken);
            var made = folder.Find(name)!;
            await audit.RecordAsync(new(
                AuditActions.BackupCreated, Target: name, Detail: string.Create(CultureInfo.InvariantCulture, $"{made.Size} bytes")), cancellationToken);
            return made;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException || StorageFailure.IsIn(failure))
        {
            LogFailed(logger, failure);
            return new Error("backup_failed", "The backup could not be made; nothing was left behind. The server's log says why: mostly a full disk, or a folder that takes no files.", ErrorKind.Unavailable, Retryable: true);
        }
        finally
        {
            progress.Set(new(Running: false, 0, 0));
            _one.Release();
        }
    }

    /// <summary>Writes one to a path. It is there whole, or not at all.</summary>
    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        var (part, copy) = (path + ".part", path + ".db.part");
        try
        {
            await using (var target = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous))
            using (var writer = new BackupWriter(target))
            {
                await FillAsync(writer, copy, cancellationToken);
            }

            File.Move(part, path, overwrite: false);
        }
        finally
        {
            File.Delete(part);
            File.Delete(copy);
        }
    }

    private async Task FillAsync(BackupWriter writer, string copy, CancellationToken cancellationToken)
    {
        IReadOnlyList<Guid> keys;
        string? migration = null;
        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            // The copy blocks its thread, and first: files that are added meanwhile are not in it, those that it knows are there.
            await Task.Factory.StartNew(
                () => SqliteCopy.Create(settings.ConnectionString, copy), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            keys = [.. SqliteCopy.Read(copy, "SELECT StoreKey FROM FileBlobs").Select(Guid.Parse)];
            migration = SqliteCopy.Read(copy, "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId DESC LIMIT 1").FirstOrDefault();
            await using var database = File.OpenRead(copy);
            await writer.AddAsync(BackupManifest.DatabaseEntry, database, cancellationToken);
        }
        else
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            keys = await db.FileBlobs.AsNoTracking().Select(blob => blob.StoreKey).ToListAsync(cancellationToken);
        }

        var missing = await AddFilesAsync(writer, keys, cancellationToken);
        await writer.AddManifestAsync(
            new(BackupManifest.CurrentFormat, time.GetUtcNow(), Version, settings.Provider.ToString(), migration, writer.Hashes, missing), cancellationToken);
    }

    private async Task<List<string>> AddFilesAsync(BackupWriter writer, IReadOnlyList<Guid> keys, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        for (var i = 0; i < keys.Count; i++)
        {
            if (i % 20 == 0)
            {
                progress.Set(new(Running: true, i, keys.Count));
            }

            var name = keys[i].ToString("N");
            await using var content = await store.OpenAsync(keys[i], cancellationToken);
            if (content is null)
            {
                missing.Add(name); // Somebody deleted it a moment ago.
                continue;
            }

            await writer.AddAsync($"{BackupManifest.FilesPrefix}{name[^2..]}/{name}", content, cancellationToken);
        }

        return missing;
    }

    private static string Version => typeof(CreateBackup).Assembly.GetName().Version?.ToString() ?? "";

    [LoggerMessage(Level = LogLevel.Error, Message = "The backup could not be made")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
