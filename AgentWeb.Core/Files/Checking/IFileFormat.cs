using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Checking;

/// <summary>A format of files: tells its own by their first bytes, and looks into them. A new one is one class and one registration.</summary>
internal interface IFileFormat
{
    /// <summary>What a file of it is to a person, with its article, such as "a PDF".</summary>
    /// <param name="head">The file.</param>
    string Describe(FileHead head);

    /// <summary>The kinds that files of it can have; empty when they are not taken at all.</summary>
    IReadOnlySet<FileKind> Kinds { get; }

    /// <summary>Whether the file is meant to be one.</summary>
    bool Recognises(FileHead head);

    /// <summary>Looks into a file that was recognised, without ever holding all of it.</summary>
    /// <param name="file">The file, which can seek.</param>
    /// <param name="head">Its beginning.</param>
    /// <param name="limits">What may be in it.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    /// <returns>What it is, or why it is refused.</returns>
    /// <exception cref="EndOfStreamException">It ends too early.</exception>
    /// <exception cref="InvalidDataException">It breaks the rules of the format.</exception>
    Task<Result<CheckedFile>> InspectAsync(Stream file, FileHead head, ContentLimits limits, CancellationToken cancellationToken);
}
