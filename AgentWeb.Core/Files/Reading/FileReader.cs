using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Core.Files.Ingestion;
using AgentWeb.Core.Files.Retrieval.Index;

namespace AgentWeb.Core.Files.Reading;

/// <summary>Reads a file: takes its text out, cuts it into passages and gathers their words.</summary>
internal sealed class FileReader(IEnumerable<IFileExtractor> extractors, Chunker chunker)
{
    /// <summary>Whether files of a kind can be read.</summary>
    public bool Reads(FileKind kind) => Find(kind) is not null;

    /// <summary>Reads it here.</summary>
    /// <param name="order">What is to be read.</param>
    /// <param name="share">Slows it down.</param>
    /// <param name="progress">Told how much is read, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FileRefusedException">The file cannot be read.</exception>
    public IAsyncEnumerable<IndexItem> ReadAsync(ReadingOrder order, CpuShare share, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var parts = Find(order.Kind)!.ExtractAsync(order.Path, order.Kind, progress, cancellationToken);
        return FileIndex.OfAsync(chunker.Cut(share.PaceAsync(parts, cancellationToken), cancellationToken), cancellationToken);
    }

    private IFileExtractor? Find(FileKind kind) => extractors.FirstOrDefault(e => e.Kinds.Contains(kind));
}
