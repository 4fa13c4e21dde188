using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AgentWeb.Core.Files.Processes;

/// <summary>
/// A program that reads what a stranger made. It gets little memory and processor time and what others leave of that, no files to write and
/// nothing of this server's environment, and it does not outlive whoever uses it.
/// </summary>
internal sealed class LimitedProcess : IAsyncDisposable
{
    private const int MaxErrorLength = 16 * 1024;

    /// <summary>How far they stand behind others, as <c>nice</c> counts: as far as there is.</summary>
    private const int Niceness = 19;

    /// <summary>Longest wait for the next output: a program that is silent for so long is stuck.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(60);

    /// <summary>How often a silent program is looked at.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly TimeSpan _maxSilentWork;
    private readonly Task<string> _errors;

    private LimitedProcess(Process process, ProcessLimits limits, TimeProvider time)
    {
        _process = process;
        _time = time;
        _maxSilentWork = limits.SilentWork;
        _errors = ReadErrorsAsync(process.StandardError);
    }

    /// <summary>Starts a program; null when it cannot be.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments, which no shell sees.</param>
    /// <param name="limits">What it gets.</param>
    /// <param name="time">The time.</param>
    public static LimitedProcess? Start(string program, IReadOnlyList<string> arguments, ProcessLimits limits, TimeProvider time)
    {
        var command = (string[])[.. Launchers(limits), program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetPathRoot(program),
        };
        foreach (var key in start.Environment.Keys.Where(key => key is not ("PATH" or "SystemRoot")).ToList())
        {
            start.Environment.Remove(key);
        }

        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (key, value) in limits.Environment)
        {
            start.Environment[key] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            QuietScheduling.StandBehind(process.Id, Niceness); // Also the length of its turns, which nice does not know of.
            if (!limits.TakesInput)
            {
                process.StandardInput.Close();
            }

            return new(process, limits, time);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Its id; launchers replace themselves by the program.</summary>
    public int Id => _process.Id;

    /// <summary>What it is told.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What it writes, as bytes. Either this is read, or the text.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Reads what it writes, as text in UTF-8.</summary>
    /// <returns>How many characters; 0 at the end.</returns>
    /// <exception cref="TimeoutException">It is stuck, or works for nothing.</exception>
    public async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(MaxSilence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        TimeSpan? since = null;
        await using var watch = _time.CreateTimer(
            _ =>
            {
                var worked = Worked();
                since ??= worked;
                if (_maxSilentWork != Timeout.InfiniteTimeSpan && worked - since > _maxSilentWork) // Not where either is unknown.
                {
                    silence.Cancel();
                }
            },
            state: null,
            LookAgain,
            LookAgain);
        try
        {
            return await _process.StandardOutput.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code, over 128 when a signal ended it, and the beginning of what it complained about.</returns>
    public async Task<(int Code, string Errors)> EndAsync(CancellationToken cancellationToken)
    {
        var errors = await _errors.WaitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return (_process.ExitCode, errors);
    }

    /// <summary>Ends it and whatever it started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        await _errors;
        _process.Dispose();
    }

    /// <summary>Processor time that it has taken; null where the system does not tell, or when it has ended, which its output tells.</summary>
    private TimeSpan? Worked()
    {
        try
        {
            return _process.TotalProcessorTime;
        }
        catch (Exception unknown) when (unknown is InvalidOperationException or Win32Exception or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null; // Called by a timer, where nobody would catch it.
        }
    }

    /// <summary>Both replace themselves by the program, so that there is one process. Where there is no prlimit, there is no limit but time.</summary>
    private static IEnumerable<string> Launchers(ProcessLimits limits)
    {
        if (!OperatingSystem.IsWindows() && Executables.Find("nice") is { } nice)
        {
            yield return nice;
            yield return "-n";
            yield return Niceness.ToString(CultureInfo.InvariantCulture);
        }

        if (Executables.Find("prlimit") is { } prlimit)
        {
            yield return prlimit;
            if (limits.Memory is { } memory)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"--as={memory}");
            }

            yield return string.Create(CultureInfo.InvariantCulture, $"--cpu={limits.ProcessorSeconds}");
            yield return "--fsize=0";
            yield return "--core=0";
        }
    }

    /// <summary>All is read, or the program would wait for it; the beginning is kept.</summary>
    private static async Task<string> ReadErrorsAsync(StreamReader reader)
    {
        var kept = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var read)
        {
            kept.Append(buffer, 0, Math.Min(read, MaxErrorLength - kept.Length));
        }

        return kept.ToString();
    }
}
