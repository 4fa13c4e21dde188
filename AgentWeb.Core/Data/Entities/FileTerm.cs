namespace AgentWeb.Core.Data.Entities;

/// <summary>
/// In which passages of a file a word occurs: the inverted index that passages are found by, on every provider. Looking a word up reads
/// one row for each file in question, whatever the files' size.
/// </summary>
public sealed class FileTerm
{
    /// <summary>The user whose file it is.</summary>
    public Guid OwnerId { get; set; }

    /// <summary>A 64-bit hash of the word in the form it is searched in: no provider's collation can take two words for one.</summary>
    public long Term { get; set; }

    /// <summary>The file.</summary>
    public long FileSeq { get; set; }

    /// <summary>The passages it occurs in, how often, and their lengths, encoded.</summary>
    public required byte[] Postings { get; set; }
}
