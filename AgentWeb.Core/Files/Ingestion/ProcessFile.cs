using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Reading;
using AgentWeb.Core.Files.Retrieval;
using AgentWeb.Core.Files.Store;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Ingestion;

/// <summary>Processes one file that this process holds: takes its text out, cuts it into passages, indexes them. Whatever happens, its row says how it ended.</summary>
internal sealed partial class ProcessFile(
    IDbContextFactory<AppDbContext> contexts, IFileStore store, IncomingFiles incoming, ReadFile read, IndexPassages index, IngestionQueue queue,
    FilesInWork inWork, FileAllowance allowance, IOptionsMonitor<FilesOptions> options, TimeProvider time, ILogger<ProcessFile> logger)
{
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Processes it.</summary>
    /// <param name="file">The file, held by this process.</param>
    /// <param name="serverStopping">Cancelled when the server shuts down.</param>
    public async Task RunAsync(StoredFile file, CancellationToken serverStopping)
    {
        var limit = options.CurrentValue.ProcessingTimeout;
        using var timeout = new CancellationTokenSource(limit, time);
        using var work = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, serverStopping);
        inWork.Begin(file.Seq, work);
        Error? error = null;
        var returned = false;
        try
        {
            await using var pulse = new ProcessingPulse(file, queue, work, time);
            error = await ExtractAsync(file, pulse, work.Token);
        }
        catch (FileRefusedException refused)
        {
            error = refused.Error;
        }
        catch (FileStoreException failure)
        {
            LogFailed(logger, failure, file.Id);
            error = FileStoreException.Error;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            error = new("processing_timeout", $"Processing took longer than {limit.TotalMinutes:0.#} minutes and was ended. Split the file, or try again.");
        }
        catch (OperationCanceledException)
        {
            returned = serverStopping.IsCancellationRequested; // Else its owner ended it, and its row says so already.
            error = returned ? null : Cancelled;
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure, file.Id);
            error = new("processing_failed", "The file could not be read because of a mistake of ours. Try again, or tell your administrator.");
        }
        finally
        {
            inWork.End(file.Seq);
            await WriteEndAsync(file, error, returned);
        }
    }

    private static Error Cancelled { get; } = new("processing_cancelled", "Processing was cancelled.");

    private async Task<Error?> ExtractAsync(StoredFile file, IProgress<double> progress, CancellationToken cancellationToken)
    {
        using var content = await OpenAsync(file, cancellationToken);
        if (content is null || !read.Reads(file.Kind))
        {
            return new("file_bytes_missing", "The bytes of this file are no longer there. Delete it and upload it again.");
        }

        var share = new CpuShare(() => allowance.CpuShare, time);
        await index.StoreAsync(file, read.RunAsync(content.Path, file, progress, cancellationToken), share, cancellationToken);
        return null;
    }

    private async Task<LocalContent?> OpenAsync(StoredFile file, CancellationToken cancellationToken)
    {
        Guid? key;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            key = await db.FileBlobs.Where(b => b.Hash == file.Hash).Select(b => (Guid?)b.StoreKey).SingleOrDefaultAsync(cancellationToken);
        }

        return key is { } stored ? await LocalContent.OpenAsync(store, incoming, stored, cancellationToken) : null;
    }

    /// <summary>With a deadline of its own: the reason for the end may be that all else is over.</summary>
    private async Task WriteEndAsync(StoredFile file, Error? error, bool returned)
    {
        using var deadline = new CancellationTokenSource(WriteTimeout, time);
        try
        {
            _ = (error, returned) switch
            {
                (_, true) => await queue.ReturnAsync(file, deadline.Token),
                ({ } why, _) => await queue.FailAsync(file, why, deadline.Token),
                _ => await queue.CompleteAsync(file, deadline.Token),
            };
        }
        catch (Exception failure) when (failure is OperationCanceledException || StorageFailure.IsIn(failure))
        {
            LogNotWritten(logger, failure, file.Id); // Its lease runs out, and it is processed again.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "File {FileId} could not be processed")]
    private static partial void LogFailed(ILogger logger, Exception failure, Guid fileId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "How the processing of file {FileId} ended could not be written")]
    private static partial void LogNotWritten(ILogger logger, Exception failure, Guid fileId);
}
