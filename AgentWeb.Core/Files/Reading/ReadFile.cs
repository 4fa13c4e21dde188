using System.Runtime.CompilerServices;
using AgentWeb.Core.Data.Entities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Files.Reading;

/// <summary>
/// Reads a file where that disturbs least: what is large, or is unfolded and parsed, in a process of its own; a few lines of text here, where
/// they cost less than a process. Where no process can be started all are read here.
/// </summary>
internal sealed partial class ReadFile(
    FileReader here, FileAllowance allowance, IOptionsMonitor<FilesOptions> options, TimeProvider time, ILogger<ReadFile> logger, ReaderProgram? program = null)
{
    /// <summary>Text of so many bytes is read within some milliseconds.</summary>
    private const int SmallText = 64 * 1024;

    /// <summary>Whether files of a kind can be read.</summary>
    public bool Reads(FileKind kind) => here.Reads(kind);

    /// <summary>Reads it.</summary>
    /// <param name="path">A local file with the content.</param>
    /// <param name="file">Its row.</param>
    /// <param name="progress">Told how much is read, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the reading, and the process.</param>
    /// <exception cref="FileRefusedException">The file cannot be read.</exception>
    public async IAsyncEnumerable<IndexItem> RunAsync(
        string path, StoredFile file, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        var order = new ReadingOrder(path, file.Kind, settings.Limits, allowance.CpuShare);
        await using var process = await StartAsync(order, file, settings, cancellationToken);
        var items = process?.ReadAsync(() => allowance.CpuShare, progress, cancellationToken)
            ?? here.ReadAsync(order, new(() => allowance.CpuShare, time), progress, cancellationToken);
        await foreach (var item in items)
        {
            yield return item;
        }
    }

    private async Task<ReaderProcess?> StartAsync(ReadingOrder order, StoredFile file, FilesOptions settings, CancellationToken cancellationToken)
    {
        if (program is null || !settings.OwnProcess || (file.Size <= SmallText && IsText(file.Kind)))
        {
            return null;
        }

        var process = await ReaderProcess.StartAsync(program, order, settings.ProcessingTimeout, time, cancellationToken);
        if (process is null)
        {
            LogNotStarted(logger, program.Path);
        }

        return process;
    }

    private static bool IsText(FileKind kind) => kind is FileKind.Text or FileKind.Markdown or FileKind.Csv or FileKind.Json or FileKind.Code;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The process that reads files could not be started ({Program}); the file is read by the server itself")]
    private static partial void LogNotStarted(ILogger logger, string program);
}
