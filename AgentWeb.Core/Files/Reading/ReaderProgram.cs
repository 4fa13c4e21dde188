using System.Reflection;
using System.Runtime.InteropServices;

namespace AgentWeb.Core.Files.Reading;

/// <summary>The program that reads a file in a process of its own: this one, started with an argument that people have no use for.</summary>
/// <param name="Path">What is started.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record ReaderProgram(string Path, IReadOnlyList<string> Arguments)
{
    /// <summary>The argument.</summary>
    public const string Argument = "read-file";

    /// <summary>Finds how a program is started whose beginning hands <see cref="Argument"/> to <see cref="ReaderCommand"/>.</summary>
    /// <param name="program">Its assembly.</param>
    /// <returns>Null when that cannot be told; files are read in the server's process then.</returns>
    public static ReaderProgram? Of(Assembly program)
    {
        if (string.IsNullOrEmpty(program.Location)) // A single file, which is its own host.
        {
            return Environment.ProcessPath is { } single ? new(single, [Argument]) : null;
        }

        var host = System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        if (File.Exists(host) && File.Exists(System.IO.Path.ChangeExtension(program.Location, ".runtimeconfig.json")))
        {
            return new(System.IO.Path.GetFullPath(host), [program.Location, Argument]);
        }

        return Assembly.GetEntryAssembly() == program && Environment.ProcessPath is { } own ? new(own, [Argument]) : null;
    }
}
