namespace AgentWeb.Core.Data.Entities;

/// <summary>Bytes in the file store. The same bytes are stored once, however many files and people have them.</summary>
public sealed class FileBlob
{
    /// <summary>SHA-256 of the bytes, in hexadecimal.</summary>
    public required string Hash { get; set; }

    /// <summary>
    /// Where the store has them. Never used twice: bytes that come again after their last file was deleted get another key, so that
    /// removing the old ones late cannot remove the new.
    /// </summary>
    public Guid StoreKey { get; set; }

    /// <summary>Bytes.</summary>
    public long Size { get; set; }

    /// <summary>How many files have them.</summary>
    public int References { get; set; }
}
