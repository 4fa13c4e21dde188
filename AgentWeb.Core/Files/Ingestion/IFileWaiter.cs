namespace AgentWeb.Core.Files.Ingestion;

/// <summary>
/// Somebody who waits for files to be read. Told on the node where it happens; who waits on another one finds it by looking.
/// </summary>
public interface IFileWaiter
{
    /// <summary>There is another file to wait for, or one less: it is ready, failed, was cancelled or deleted, or is read again.</summary>
    void FileMoved();
}

/// <summary>All who wait.</summary>
internal static class FileWaiters
{
    /// <summary>Tells them to look.</summary>
    public static void Tell(this IEnumerable<IFileWaiter> waiters)
    {
        foreach (var waiter in waiters)
        {
            waiter.FileMoved();
        }
    }
}
