namespace AgentWeb.Core.Data.Entities;

/// <summary>A part of a file's text, small enough to be quoted and to stand in a prompt.</summary>
public sealed class FilePassage
{
    /// <summary>Longest <see cref="Heading"/> and <see cref="Place"/>, in characters.</summary>
    public const int MaxLabelLength = 300;

    /// <summary>The file.</summary>
    public long FileSeq { get; set; }

    /// <summary>Order within the file, from 0.</summary>
    public int Position { get; set; }

    /// <summary>The text.</summary>
    public required string Text { get; set; }

    /// <summary>Page or slide, from 1; null where there are none.</summary>
    public int? Page { get; set; }

    /// <summary>Where it is, as a person says it and without the page: the sheet and rows, or lines of source code; null where nothing says it.</summary>
    public string? Place { get; set; }

    /// <summary>Headings it stands under, outermost first, joined by " › "; null when there are none.</summary>
    public string? Heading { get; set; }

    /// <summary>Size of the text, estimated.</summary>
    public int Tokens { get; set; }

    /// <summary>Its embedding: 32-bit floats, little-endian; null without an embedding model.</summary>
    public byte[]? Vector { get; set; }
}
