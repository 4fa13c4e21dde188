using AgentWeb.Core.Data;

namespace AgentWeb.Core.Files.Store;

/// <summary>Where uploads lie until they are checked and stored. What is left there belongs to nobody: an upload that broke off with the server.</summary>
public sealed class IncomingFiles(DatabaseSettings settings)
{
    private readonly string _folder = Path.Combine(settings.DataDirectory, "incoming");

    /// <summary>The path of a file that is not there yet.</summary>
    public string NewPath()
    {
        Directory.CreateDirectory(_folder);
        return Path.Combine(_folder, Guid.CreateVersion7().ToString("N"));
    }

    /// <summary>Makes an empty file to write to.</summary>
    public static FileStream Create(string path) =>
        new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);

    /// <summary>Removes what was last written before a moment.</summary>
    public void RemoveOlderThan(DateTimeOffset moment)
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        foreach (var left in new DirectoryInfo(_folder).EnumerateFiles().Where(file => file.LastWriteTimeUtc < moment.UtcDateTime))
        {
            left.Delete();
        }
    }
}
