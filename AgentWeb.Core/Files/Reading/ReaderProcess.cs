using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using AgentWeb.Core.Files.Processes;

namespace AgentWeb.Core.Files.Reading;

/// <summary>
/// Has a file read by a process of its own, which stands behind all others, has little memory and knows nothing of this server. What it
/// reads comes over a pipe: it waits when that is full.
/// </summary>
internal sealed class ReaderProcess : IAsyncDisposable
{
    private const int Signalled = 128;

    /// <summary>Of memory that is collected, in hexadecimal: 512 MB.</summary>
    private const string HeapLimit = "20000000";

    private readonly LimitedProcess _process;
    /// <summary>How soon it is told of another share while it says nothing.</summary>
    private static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(1);

    private readonly FrameReader _frames;
    private readonly TimeProvider _time;
    private double _share;

    private ReaderProcess(LimitedProcess process, double share, TimeProvider time)
    {
        _process = process;
        _share = share;
        _time = time;
        Id = process.Id;
        _frames = new(process.Output);
    }

    /// <summary>Id of the process, which stays known when that has ended.</summary>
    internal int Id { get; }

    /// <summary>Starts one.</summary>
    /// <returns>Null when it cannot be started.</returns>
    public static async Task<ReaderProcess?> StartAsync(
        ReaderProgram program, ReadingOrder order, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        var limits = new ProcessLimits
        {
            ProcessorSeconds = (int)Math.Ceiling(longest.TotalSeconds),
            Environment = RuntimeSettings(),
            TakesInput = true,
        };
        if (LimitedProcess.Start(program.Path, program.Arguments, limits, time) is not { } process)
        {
            return null;
        }

        var reader = new ReaderProcess(process, order.CpuShare, time);
        try
        {
            return await reader.BeginAsync(order, cancellationToken) ? Interlocked.Exchange(ref reader, null!) : null;
        }
        finally
        {
            await (reader?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    /// <summary>What it reads.</summary>
    /// <param name="share">Share of a processor that it may take at the moment.</param>
    /// <param name="progress">Told how much is read, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the waiting for it.</param>
    /// <exception cref="FileRefusedException">The file cannot be read.</exception>
    public async IAsyncEnumerable<IndexItem> ReadAsync(
        Func<double> share, IProgress<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await TellShareAsync(share(), cancellationToken); // It keeps to the share that was ordered until it is told another one.
        while (await NextAsync(share, cancellationToken) is var (kind, content))
        {
            await TellShareAsync(share(), cancellationToken);
            switch (kind)
            {
                case FrameKind.Progress:
                    progress.Report(content.ReadDouble());
                    break;
                case FrameKind.Passage:
                    yield return FrameReader.Passage(content);
                    break;
                case FrameKind.Term:
                    yield return FrameReader.Term(content);
                    break;
                case FrameKind.Refused:
                    throw new FileRefusedException(FrameReader.Refusal(content));
                case FrameKind.End:
                    yield break;
                default:
                    throw new InvalidDataException($"The reader sent a frame of the kind {kind}.");
            }
        }

        // It ended without a word: it was ended, by one of its limits, or broke.
        var (code, errors) = await _process.EndAsync(cancellationToken);
        throw code > Signalled ? new FileRefusedException(FileErrors.TooHard) : new InvalidOperationException($"The reader ended with {code}: {errors}");
    }

    /// <summary>Ends it as the end of this process would.</summary>
    internal void CloseInput() => _process.Input.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <summary>The next frame. While it lets wait for that, it is told of another share as well.</summary>
    private async ValueTask<(FrameKind Kind, BinaryReader Content)?> NextAsync(Func<double> share, CancellationToken cancellationToken)
    {
        var next = _frames.ReadAsync(cancellationToken);
        if (next.IsCompleted)
        {
            return await next; // Most of them came together with the one before.
        }

        var coming = next.AsTask();
        while (await Task.WhenAny(coming, Task.Delay(TellAgain, _time, CancellationToken.None)) != coming)
        {
            await TellShareAsync(share(), cancellationToken);
        }

        return await coming;
    }

    /// <summary>Tells it in a line what it may take from now on, when that has changed.</summary>
    private async ValueTask TellShareAsync(double share, CancellationToken cancellationToken)
    {
        if (share == _share)
        {
            return;
        }

        _share = share;
        try
        {
            await _process.Input.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{share:R}\n")), cancellationToken);
            await _process.Input.FlushAsync(cancellationToken);
        }
        catch (IOException)
        {
            // It has ended: what it wrote until then says how.
        }
    }

    private async Task<bool> BeginAsync(ReadingOrder order, CancellationToken cancellationToken)
    {
        try
        {
            await _process.Input.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(order), cancellationToken);
            await _process.Input.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await _process.Input.FlushAsync(cancellationToken);
            return await _frames.ReadAsync(cancellationToken) is (FrameKind.Begun, _);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            return false; // It is no reader, or ended at once.
        }
    }

    /// <summary>Where the runtime is, as this process was told; and one that starts fast and keeps little.</summary>
    private static Dictionary<string, string> RuntimeSettings()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in new[] { "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "TMPDIR", "TEMP", "TMP" })
        {
            if (Environment.GetEnvironmentVariable(key) is { Length: > 0 } value)
            {
                settings[key] = value;
            }
        }

        settings["DOTNET_gcServer"] = "0";
        settings["DOTNET_gcConcurrent"] = "0";
        settings["DOTNET_GCHeapHardLimit"] = HeapLimit;
        settings["DOTNET_EnableDiagnostics"] = "0";
        settings["DOTNET_EnableWriteXorExecute"] = "0";
        settings["DOTNET_TieredPGO"] = "0";
        return settings;
    }
}
