using System.Collections.Concurrent;

namespace AgentWeb.Core.Files.Ingestion;

/// <summary>The files that this process works on, so that a person who cancels or deletes one need not wait for the next look at its row.</summary>
public sealed class FilesInWork
{
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _files = new();

    /// <summary>Ends the work on a file, if this process does it.</summary>
    public void Cancel(long fileSeq)
    {
        if (_files.TryGetValue(fileSeq, out var work))
        {
            try
            {
                work.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself at this very moment.
            }
        }
    }

    /// <summary>Whether this process works on a file, or has not quite ended to.</summary>
    internal bool Contains(long fileSeq) => _files.ContainsKey(fileSeq);

    internal void Begin(long fileSeq, CancellationTokenSource work) => _files[fileSeq] = work;

    internal void End(long fileSeq) => _files.TryRemove(fileSeq, out _);
}
