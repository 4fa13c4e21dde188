namespace AgentWeb.Core.Data.Entities;

/// <summary>
/// A file that a person uploaded, and its processing: status, progress and lease are in this row, so that what a page shows is what
/// the ingestion lane works on.
/// </summary>
public sealed class StoredFile : IOwned
{
    /// <summary>Longest <see cref="Name"/>, in characters.</summary>
    public const int MaxNameLength = 255;

    /// <summary>Order of upload, and what other rows refer to.</summary>
    public long Seq { get; set; }

    /// <summary>Identifier as programs and addresses see it (UUIDv7).</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>Its name as it was uploaded: data that is shown, never a path.</summary>
    public required string Name { get; set; }

    /// <summary>What it is, told from its bytes.</summary>
    public FileKind Kind { get; set; }

    /// <summary>Media type that it is sent with.</summary>
    public required string ContentType { get; set; }

    /// <summary>Bytes.</summary>
    public long Size { get; set; }

    /// <summary>SHA-256 of its bytes, in hexadecimal: which <see cref="FileBlob"/> holds them.</summary>
    public required string Hash { get; set; }

    /// <summary>Width of a picture, in pixels.</summary>
    public int? Width { get; set; }

    /// <summary>Height of a picture, in pixels.</summary>
    public int? Height { get; set; }

    /// <summary>Where its processing stands.</summary>
    public FileStatus Status { get; set; }

    /// <summary>How much is processed, from 0 to 1.</summary>
    public double Progress { get; set; }

    /// <summary>Stable code of what went wrong.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>What went wrong, in a sentence a person can act on.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Which process works on it.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Until when it is believed to.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>How often processing was begun since it was last asked for.</summary>
    public int Attempts { get; set; }

    /// <summary>Pages, slides or sheets; null where there are none.</summary>
    public int? Pages { get; set; }

    /// <summary>Tokens of its whole text, estimated; null before it is processed and for pictures.</summary>
    public long? Tokens { get; set; }

    /// <summary>How many passages it was cut into.</summary>
    public int PassageCount { get; set; }

    /// <summary>Words that are searched for, over all passages: with <see cref="PassageCount"/> the mean length that ranking needs.</summary>
    public long TermCount { get; set; }

    /// <summary>Key of the model that made the vectors of its passages; null when there are none.</summary>
    public string? EmbeddingModel { get; set; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its processing ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }
}
