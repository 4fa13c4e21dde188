using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Files.Extractors;

/// <summary>Takes the text out of files of certain kinds. A new kind is one class and one registration.</summary>
public interface IFileExtractor
{
    /// <summary>The kinds it reads.</summary>
    IReadOnlySet<FileKind> Kinds { get; }

    /// <summary>Reads a file's text in the order a person reads it, without ever holding all of it.</summary>
    /// <param name="path">A local file with the content, which is only read.</param>
    /// <param name="kind">What the file is.</param>
    /// <param name="progress">Told how much is read, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the reading; whatever was started for it is ended too.</param>
    /// <exception cref="FileRefusedException">The file is damaged, protected, empty or breaks a limit; the error says it to the person.</exception>
    IAsyncEnumerable<ExtractedPart> ExtractAsync(string path, FileKind kind, IProgress<double> progress, CancellationToken cancellationToken);
}
