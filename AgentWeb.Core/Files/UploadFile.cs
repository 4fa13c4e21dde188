using System.Globalization;
using System.Security.Cryptography;
using AgentWeb.Core.Accounts;
using AgentWeb.Core.Data;
using AgentWeb.Core.Files.Checking;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files;

/// <summary>
/// Takes a file: streams it to disk, looks at its bytes, stores it and gives it to the ingestion lane. What is refused, and what breaks
/// off, leaves nothing behind.
/// </summary>
public sealed partial class UploadFile(
    IDbContextFactory<AppDbContext> contexts, IncomingFiles incoming, FileCheck check, KeepFile keep, UploadPace pace,
    IOptionsMonitor<FilesOptions> options, UserRates rates, ILogger<UploadFile> logger)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Takes it.</summary>
    /// <param name="ownerId">The user.</param>
    /// <param name="name">The name that the sender gave it.</param>
    /// <param name="content">Its bytes, read once from where they stand.</param>
    /// <param name="announcedSize">Bytes that the sender announced, to refuse early; null when it did not.</param>
    /// <param name="cancellationToken">The sender gave up.</param>
    /// <exception cref="UnreadableUploadException">The content cannot be read to its end.</exception>
    public async Task<Result<FileSummary>> RunAsync(
        Guid ownerId, string? name, Stream content, long? announcedSize, CancellationToken cancellationToken)
    {
        if (rates.Upload(ownerId) is { } tooFast)
        {
            return tooFast;
        }

        var room = await ReadRoomAsync(ownerId, cancellationToken);
        if (RefusalOf(announcedSize ?? 0, room) is { } tooLarge)
        {
            return tooLarge;
        }

        string? path = null;
        try
        {
            path = incoming.NewPath();
            var received = await ReceiveAsync(content, path, room, cancellationToken);
            if (!received.Succeeded)
            {
                return received.Error;
            }

            var cleanName = FileName.Clean(name);
            var seen = await check.RunAsync(cleanName, path, cancellationToken);
            return seen.Succeeded
                ? await keep.RunAsync(new(ownerId, cleanName, path, received.Value.Size, received.Value.Hash, seen.Value), cancellationToken)
                : seen.Error;
        }
        catch (FileStoreException failure)
        {
            LogNotStored(logger, failure);
            return FileStoreException.Error;
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException and not UnreadableUploadException)
        {
            LogNotStored(logger, failure);
            return new Error(
                "storage_full",
                "The server could not store the file, probably because its disk is full. Nothing was kept. Tell your administrator.",
                ErrorKind.Unavailable,
                Retryable: true);
        }
        finally
        {
            if (path is not null)
            {
                File.Delete(path); // Nothing is there any more when it was kept.
            }
        }
    }

    /// <summary>How many bytes the user may still store.</summary>
    private async Task<Room> ReadRoomAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var quota = await db.QuotaOfAsync(ownerId, options.CurrentValue, cancellationToken);
        return new(quota - await db.Files.Owned(ownerId).SumAsync(f => f.Size, cancellationToken), quota);
    }

    private Error? RefusalOf(long size, Room room)
    {
        var limits = options.CurrentValue;
        if (size > limits.MaxSize)
        {
            return new("file_too_large", $"The file is larger than {Megabytes(limits.MaxSize)}, which is the limit. Make it smaller or split it.", ErrorKind.TooLarge);
        }

        return size > room.Left ? QuotaReached(room.Quota) : null;
    }

    /// <summary>The user's files would be more than they may have.</summary>
    internal static Error QuotaReached(long quota) => new(
        "file_quota_reached", $"There is no room for this file: all your files together may have {Megabytes(quota)}. Delete some that you no longer need.",
        ErrorKind.TooLarge);

    private async Task<Result<Received>> ReceiveAsync(Stream content, string path, Room room, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var size = 0L;
        await using var target = IncomingFiles.Create(path);
        while (await FillAsync(content, buffer, cancellationToken) is > 0 and var read)
        {
            await pace.TakeAsync(read, cancellationToken);
            size += read;
            if (RefusalOf(size, room) is { } tooLarge)
            {
                return tooLarge;
            }

            hash.AppendData(buffer.AsSpan(0, read));
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        target.Flush(flushToDisk: true); // What is accepted is to survive a power failure.
        return new Received(size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>A form's body comes in small pieces; each write costs a turn of the thread pool.</summary>
    private static async ValueTask<int> FillAsync(Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < buffer.Length && await ReadAsync(content, buffer.AsMemory(filled), cancellationToken) is > 0 and var read)
        {
            filled += read;
        }

        return filled;
    }

    /// <summary>What the sender breaks must not look like a disk that is full.</summary>
    private static async ValueTask<int> ReadAsync(Stream content, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            throw new UnreadableUploadException("The upload broke off.", failure);
        }
    }

    private static string Megabytes(long bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:0.#} MB");

    [LoggerMessage(Level = LogLevel.Error, Message = "An uploaded file could not be stored")]
    private static partial void LogNotStored(ILogger logger, Exception failure);

    private sealed record Received(long Size, string Hash);

    private sealed record Room(long Left, long Quota);
}
