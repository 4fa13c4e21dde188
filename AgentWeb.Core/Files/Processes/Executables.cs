namespace AgentWeb.Core.Files.Processes;

/// <summary>Programs that are installed on this machine.</summary>
internal static class Executables
{
    /// <summary>The path of a program; null when it is not installed. It is looked for each time, so that installing it needs no restart.</summary>
    public static string? Find(string name)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
