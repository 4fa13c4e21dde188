using System.Diagnostics;
using System.Globalization;

namespace AgentWeb.E2E.Infrastructure.Server;

/// <summary>One life of a server process.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string ReadyText = "AgentWeb is ready at ";

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>What it has written.</summary>
    public ServerLog Log { get; } = new();

    /// <summary>Its id, for measurements of the system.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has not ended.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that is in use and not given back, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it; it is not ready yet.</summary>
    public static ServerProcess Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var server = new ServerProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        server._process.OutputDataReceived += (_, line) => server.Log.Add(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Log.Add(line.Data);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits until it says that it is ready, and where.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not become ready in time; the message holds its log.</exception>
    public async Task<Uri> WhenReadyAsync()
    {
        var ready = Log.FirstAsync(line => line.Contains(ReadyText, StringComparison.Ordinal));
        using var deadline = new CancellationTokenSource(StartDeadline);
        var exited = _process.WaitForExitAsync(deadline.Token);
        if (await Task.WhenAny(ready, exited) != ready)
        {
            var what = deadline.IsCancellationRequested ? $"was not ready within {StartDeadline}" : $"ended with exit code {_process.ExitCode}";
            throw new InvalidOperationException($"The server {what}. Its log:{Environment.NewLine}{Log}");
        }

        var line = await ready;
        return new Uri(line[(line.IndexOf(ReadyText, StringComparison.Ordinal) + ReadyText.Length)..].Trim().Split(' ')[0]);
    }

    /// <summary>Asks it to stop, as a service manager does, and waits until it has.</summary>
    /// <exception cref="TimeoutException">It goes on running.</exception>
    public async Task<int> TerminateAsync()
    {
        // .NET has no way to send a signal; Windows has no such signal.
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        using var deadline = new CancellationTokenSource(StopDeadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"The server did not stop within {StopDeadline}. Its log:{Environment.NewLine}{Log}", late);
        }

        return _process.ExitCode;
    }

    /// <summary>Ends it at once, as a crash or a power cut does.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
