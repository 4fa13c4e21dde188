namespace AgentWeb.Core.Files.Store;

/// <summary>Stored bytes as a file of this machine, for programs that read files: the stored one itself, or a copy that is deleted afterwards.</summary>
internal sealed class LocalContent : IDisposable
{
    private readonly string? _copy;

    private LocalContent(string path, string? copy)
    {
        Path = path;
        _copy = copy;
    }

    /// <summary>Where it is; only to be read.</summary>
    public string Path { get; }

    /// <summary>Makes it.</summary>
    /// <returns>Null when the store does not have it.</returns>
    public static async Task<LocalContent?> OpenAsync(IFileStore store, IncomingFiles incoming, Guid key, CancellationToken cancellationToken)
    {
        if (store is ILocalPaths local)
        {
            var path = local.PathOf(key);
            return File.Exists(path) ? new(path, copy: null) : null;
        }

        await using var stored = await store.OpenAsync(key, cancellationToken);
        if (stored is null)
        {
            return null;
        }

        var copy = incoming.NewPath();
        var content = new LocalContent(copy, copy);
        try
        {
            await using var target = IncomingFiles.Create(copy);
            await stored.CopyToAsync(target, cancellationToken);
            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_copy is not null)
        {
            File.Delete(_copy);
        }
    }
}
