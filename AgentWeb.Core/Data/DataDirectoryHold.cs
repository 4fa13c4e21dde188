namespace AgentWeb.Core.Data;

/// <summary>
/// Says that a process works on a data directory, for as long as it lives: several may (nodes, and one that takes over from another), but whoever
/// replaces the directory must be alone. The system lets go of it when the process ends, however it ends.
/// </summary>
public sealed class DataDirectoryHold : IDisposable
{
    private readonly FileStream _file;

    private DataDirectoryHold(FileStream file) => _file = file;

    /// <summary>Holds it beside others.</summary>
    /// <returns>Null when somebody is alone with it, or on a file system that cannot say.</returns>
    public static DataDirectoryHold? Share(string directory)
    {
        var path = PathIn(directory);
        try
        {
            using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
            {
                // It must be there to be opened for reading.
            }

            return new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Holds it alone.</summary>
    /// <returns>Null while somebody else has it.</returns>
    public static DataDirectoryHold? Alone(string directory)
    {
        try
        {
            return new(new FileStream(PathIn(directory), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string PathIn(string directory) => Path.Combine(directory, ".in-use");
}
