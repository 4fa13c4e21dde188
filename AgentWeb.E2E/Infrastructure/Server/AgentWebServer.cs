using System.Diagnostics;

namespace AgentWeb.E2E.Infrastructure.Server;

/// <summary>
/// The built server as a process of its own, as a person starts it: a data directory of its own and a free port of the loopback
/// interface, both of which it keeps over restarts.
/// </summary>
public sealed class AgentWebServer : IAsyncDisposable
{
    private const string SetupText = "enter the set-up code ";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly List<ServerProcess> _lives = [];

    private AgentWebServer(IReadOnlyDictionary<string, string> settings) => _settings = settings;

    /// <summary>The beginning of the command, which changes the surroundings of the process; <c>$DATA</c> is the data directory. None by default.</summary>
    public IReadOnlyList<string> Launcher { get; set; } = [];

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Where its data is.</summary>
    public string DataDirectory { get; } = Path.Combine(Path.GetTempPath(), "agentweb-e2e-" + Guid.CreateVersion7().ToString("N"));

    /// <summary>What it has written since it was started last.</summary>
    public ServerLog Log => Current.Log;

    /// <summary>What it has written in all its lives.</summary>
    public string WholeLog => string.Join(Environment.NewLine + "--- restarted ---" + Environment.NewLine, _lives.Select(life => life.Log));

    /// <summary>Processor time of the running process.</summary>
    public TimeSpan ProcessorTime => Current.ProcessorTime;

    /// <summary>Memory of the running process that is in use and not given back, in bytes.</summary>
    public long ResidentBytes => Current.ResidentBytes;

    /// <summary>Id of the running process.</summary>
    public int ProcessId => Current.Id;

    /// <summary>Whether its process runs.</summary>
    public bool IsRunning => Current.IsRunning;

    private ServerProcess Current => _lives[^1];

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="settings">Configuration by key, <c>Queue:MaxConcurrency</c> for example; it becomes environment variables.</param>
    /// <param name="launcher">See <see cref="Launcher"/>.</param>
    public static async Task<AgentWebServer> StartAsync(IReadOnlyDictionary<string, string> settings, IReadOnlyList<string>? launcher = null)
    {
        var server = new AgentWebServer(settings) { Launcher = launcher ?? [] };
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again, where it was, on what it left.</summary>
    public async Task StartAsync()
    {
        _lives.Add(ServerProcess.Start(Command([])));
        Address = await Current.WhenReadyAsync();
        using var http = new HttpClient { BaseAddress = Address, Timeout = Deadline };
        using var ready = await http.GetAsync("health/ready");
        ready.EnsureSuccessStatusCode();
    }

    /// <summary>The code that the set-up page asks for.</summary>
    public async Task<string> SetupCodeAsync()
    {
        var line = await Log.FirstAsync(text => text.Contains(SetupText, StringComparison.Ordinal)).WaitAsync(Deadline);
        return line[(line.IndexOf(SetupText, StringComparison.Ordinal) + SetupText.Length)..].Trim();
    }

    /// <summary>Stops it gracefully; gives its exit code.</summary>
    public Task<int> StopAsync() => Current.TerminateAsync();

    /// <summary>Kills it, which it cannot notice.</summary>
    public void Kill() => Current.Kill();

    /// <summary>Stops it gracefully and starts it again.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Runs the program with a command beside the server, on the same data: <c>backup</c> for example.</summary>
    /// <returns>Its exit code and all that it wrote.</returns>
    public async Task<(int ExitCode, string Output)> RunCommandAsync(params IReadOnlyList<string> command)
    {
        var start = Command(command);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Deadline);
        return (process.ExitCode, await output + await errors);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _lives.ForEach(life => life.Dispose());
        if (Directory.Exists(DataDirectory))
        {
            Directory.Delete(DataDirectory, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private ProcessStartInfo Command(IReadOnlyList<string> arguments)
    {
        string[] command =
        [
            .. Launcher,
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            SolutionFolder.ServerAssembly,
            .. arguments,
            "--contentRoot", SolutionFolder.Host,
            "--urls", Address.GetLeftPart(UriPartial.Authority),
        ];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = SolutionFolder.Host };
        start.Environment["DATA"] = DataDirectory;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Data__Directory"] = DataDirectory;
        foreach (var (key, value) in _settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }
}
