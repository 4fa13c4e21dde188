using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Store;

/// <summary>The store of files does not answer, or refuses. It never leaves this folder's use cases.</summary>
/// <param name="message">What was tried and what came of it, for the log; without addresses that are signed and without secrets.</param>
/// <param name="cause">What it came from.</param>
public sealed class FileStoreException(string message, Exception? cause = null) : IOException(message, cause)
{
    /// <summary>What its user is told.</summary>
    public static Error Error { get; } = new(
        "file_store_unavailable",
        "The store that holds files does not answer at the moment. Nothing was changed. Try again in a moment; if it goes on, tell your administrator.",
        ErrorKind.Unavailable,
        Retryable: true);
}
