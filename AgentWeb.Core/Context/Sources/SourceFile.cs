using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Context.Sources;

/// <summary>A file that was sent with a message of the conversation.</summary>
internal sealed record SourceFile(long Seq, Guid Id, string Name, FileKind Kind, FileStatus Status, int? Pages, long? Tokens, int PassageCount)
{
    /// <summary>Whether passages of it can be given.</summary>
    public bool IsReadable => Status == FileStatus.Completed && PassageCount > 0;
}
