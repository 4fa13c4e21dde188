namespace AgentWeb.Core.Files.Store;

/// <summary>Holds bytes under keys that are made by this server, never by a person.</summary>
public interface IFileStore
{
    /// <summary>Stores the content of a local file, which may be moved away by it. All of it is there when this returns, or nothing.</summary>
    /// <param name="key">The key, which no other content ever had.</param>
    /// <param name="path">The local file.</param>
    /// <param name="cancellationToken">Ends the storing.</param>
    /// <exception cref="IOException">It could not be stored: the disk is full, or (<see cref="FileStoreException"/>) the store does not answer.</exception>
    Task PutAsync(Guid key, string path, CancellationToken cancellationToken);

    /// <summary>Opens the content, from which any part can be read.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>A stream that can seek, owned by the caller; null when the store does not have it.</returns>
    Task<Stream?> OpenAsync(Guid key, CancellationToken cancellationToken);

    /// <summary>Removes the content; nothing happens when it is not there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the removing.</param>
    Task DeleteAsync(Guid key, CancellationToken cancellationToken);

    /// <summary>The keys of what is stored and was stored before a moment.</summary>
    /// <param name="before">The moment.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<Guid> ListAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes what was begun before a moment and never completed, where a store can have such.</summary>
    /// <param name="before">The moment.</param>
    /// <param name="cancellationToken">Ends the removing.</param>
    Task RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
