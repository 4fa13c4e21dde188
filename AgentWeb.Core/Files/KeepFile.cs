using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Checking;
using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files;

/// <summary>A file that was received and checked.</summary>
/// <param name="OwnerId">The user.</param>
/// <param name="Name">Its name, cleaned.</param>
/// <param name="Path">Where it lies; it may be moved away.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Hash">SHA-256 of the bytes, in hexadecimal.</param>
/// <param name="Seen">What it is.</param>
public sealed record ReceivedFile(Guid OwnerId, string Name, string Path, long Size, string Hash, CheckedFile Seen);

/// <summary>
/// Stores a checked file: its bytes unless they are there already, then its row and its share in the bytes in one transaction. Bytes come
/// before rows and go after them, so that no row ever names bytes that are not there.
/// </summary>
public sealed class KeepFile(
    IDbContextFactory<AppDbContext> contexts, IFileStore store, IngestionSignal signal, FileChanges changes, IOptionsMonitor<FilesOptions> options,
    TimeProvider time)
{
    /// <summary>Stores it.</summary>
    public async Task<Result<FileSummary>> RunAsync(ReceivedFile received, CancellationToken cancellationToken)
    {
        Guid? put = null;
        var used = false;
        try
        {
            if (!await IsThereAsync(received.Hash, cancellationToken))
            {
                put = Guid.CreateVersion7(time.GetUtcNow());
                await store.PutAsync(put.Value, received.Path, cancellationToken);
            }

            var kept = await StoreAsync(received, put, cancellationToken);
            if (kept.Value is not { } outcome)
            {
                return kept.Error!;
            }

            used = outcome.UsedNewBytes;
            changes.Publish(received.OwnerId, outcome.File.Id);
            signal.Set();
            return FileSummary.Of(outcome.File);
        }
        finally
        {
            if (put is { } unused && !used)
            {
                await ThrowAwayAsync(unused);
            }
        }
    }

    private async Task ThrowAwayAsync(Guid key)
    {
        try
        {
            await store.DeleteAsync(key, CancellationToken.None);
        }
        catch (FileStoreException)
        {
            // A store that does not answer has nothing of it, or SweepFiles finds it.
        }
    }

    private async Task<bool> IsThereAsync(string hash, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.FileBlobs.AnyAsync(b => b.Hash == hash, cancellationToken);
    }

    private async Task<Result<Kept>> StoreAsync(ReceivedFile received, Guid? put, CancellationToken cancellationToken)
    {
        try
        {
            return await StoreOnceAsync(received, put, cancellationToken);
        }
        catch (DbUpdateException)
        {
            // The same bytes were stored by an upload that ran beside this one. Anything else fails again.
            return await StoreOnceAsync(received, put, cancellationToken);
        }
    }

    private async Task<Result<Kept>> StoreOnceAsync(ReceivedFile received, Guid? put, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var shared = await db.FileBlobs.Where(b => b.Hash == received.Hash)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.References, b => b.References + 1), cancellationToken);
        if (shared == 0)
        {
            if (put is null)
            {
                // The last file with these bytes was deleted a moment ago, and the bytes with it.
                return new Error("upload_again", "The file could not be stored just now. Send it again.", ErrorKind.Conflict, Retryable: true);
            }

            db.FileBlobs.Add(new() { Hash = received.Hash, StoreKey = put.Value, Size = received.Size, References = 1 });
        }

        var file = RowOf(received);
        db.Files.Add(file);
        await db.SaveChangesAsync(cancellationToken);
        var quota = await db.QuotaOfAsync(received.OwnerId, options.CurrentValue, cancellationToken);
        if (await db.Files.Owned(received.OwnerId).SumAsync(f => f.Size, cancellationToken) > quota)
        {
            return UploadFile.QuotaReached(quota); // Others came in meanwhile. The transaction is not committed.
        }

        await transaction.CommitAsync(cancellationToken);
        return new Kept(file, UsedNewBytes: shared == 0);
    }

    private StoredFile RowOf(ReceivedFile received)
    {
        var now = time.GetUtcNow();
        var isImage = received.Seen.Kind == FileKind.Image; // There is nothing to take out of it.
        return new()
        {
            Id = Guid.CreateVersion7(now),
            OwnerId = received.OwnerId,
            Name = received.Name,
            Kind = received.Seen.Kind,
            ContentType = received.Seen.ContentType,
            Size = received.Size,
            Hash = received.Hash,
            Width = received.Seen.Width,
            Height = received.Seen.Height,
            Status = isImage ? FileStatus.Completed : FileStatus.Pending,
            Progress = isImage ? 1 : 0,
            CreatedAt = now,
            CompletedAt = isImage ? now : null,
        };
    }

    private sealed record Kept(StoredFile File, bool UsedNewBytes);
}
