namespace AgentWeb.E2E.Infrastructure.Server;

/// <summary>Finds what was built, from wherever the tests or the benchmarks run.</summary>
public static class SolutionFolder
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>The folder of <c>AgentWeb.sln</c>.</summary>
    public static string Root => Found.Value;

    /// <summary>The host's project folder, which is its content root.</summary>
    public static string Host => Path.Combine(Root, "AgentWeb");

    /// <summary>
    /// The built server: what <c>AGENTWEB_SERVER</c> names (a published one, for example), else that of the configuration that this program
    /// was built in, else of the other one.
    /// </summary>
    /// <exception cref="FileNotFoundException">It is not built.</exception>
    public static string ServerAssembly
    {
        get
        {
            if (Environment.GetEnvironmentVariable("AGENTWEB_SERVER") is { Length: > 0 } chosen)
            {
                return File.Exists(chosen) ? chosen : throw new FileNotFoundException($"AGENTWEB_SERVER names {chosen}, which does not exist.");
            }

            var isRelease = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
            string[] configurations = isRelease ? ["Release", "Debug"] : ["Debug", "Release"];
            return configurations
                .Select(configuration => Path.Combine(Host, "bin", configuration, "net10.0", "AgentWeb.dll"))
                .FirstOrDefault(File.Exists)
                ?? throw new FileNotFoundException("The server is not built. Run: dotnet build AgentWeb");
        }
    }

    /// <summary>Where failures leave pictures and logs; not in the repository.</summary>
    public static string Artifacts(string name) => Path.Combine(Root, "artifacts", name);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AgentWeb.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"There is no AgentWeb.sln above {AppContext.BaseDirectory}.");
    }
}
