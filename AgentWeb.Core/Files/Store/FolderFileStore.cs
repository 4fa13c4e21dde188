using AgentWeb.Core.Data;

namespace AgentWeb.Core.Files.Store;

/// <summary>
/// Holds bytes as files below <c>Data:Directory</c>, in 256 folders by the end of their key (its beginning is the time, which would put
/// all of a month into one).
/// </summary>
internal sealed class FolderFileStore(DatabaseSettings settings) : IFileStore, ILocalPaths
{
    private readonly string _root = Path.Combine(settings.DataDirectory, "files");

    /// <inheritdoc/>
    public string PathOf(Guid key)
    {
        var name = key.ToString("N");
        return Path.Combine(_root, name[^2..], name);
    }

    /// <inheritdoc/>
    public Task PutAsync(Guid key, string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var target = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(path, target); // Within one file system: it is there or it is not.
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(Guid key, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(Guid key, CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(PathOf(key));
        }
        catch (DirectoryNotFoundException)
        {
            // It was never there.
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Guid> ListAsync(
        DateTimeOffset before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        if (!Directory.Exists(_root))
        {
            yield break;
        }

        foreach (var file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.LastWriteTimeUtc < before.UtcDateTime && Guid.TryParseExact(file.Name, "N", out var key))
            {
                yield return key;
            }
        }
    }

    /// <inheritdoc/>
    public Task RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask; // Files are moved whole.
}
