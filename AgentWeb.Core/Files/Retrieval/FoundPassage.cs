namespace AgentWeb.Core.Files.Retrieval;

/// <summary>A passage that answers a question, or may.</summary>
public sealed record FoundPassage
{
    /// <summary>Row of the file.</summary>
    public required long FileSeq { get; init; }

    /// <summary>The file.</summary>
    public required Guid FileId { get; init; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }

    /// <summary>Order within the file, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Page or slide, from 1; null where there are none.</summary>
    public int? Page { get; init; }

    /// <summary>Sheet and rows, or lines; null where nothing says it.</summary>
    public string? Place { get; init; }

    /// <summary>Headings it stands under, outermost first; null when there are none.</summary>
    public string? Heading { get; init; }

    /// <summary>Size of the text, estimated.</summary>
    public int Tokens { get; init; }
}
