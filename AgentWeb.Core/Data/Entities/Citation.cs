namespace AgentWeb.Core.Data.Entities;

/// <summary>A passage that a reply refers to. It holds no text: what was cited is read from the file, and is gone with it.</summary>
public sealed class Citation
{
    /// <summary>The number by which the reply's text refers to it, from 1.</summary>
    public int Number { get; set; }

    /// <summary>The file.</summary>
    public Guid FileId { get; set; }

    /// <summary>The passage's order within the file.</summary>
    public int Passage { get; set; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; set; }

    /// <summary>Page or slide, from 1; null where there are none.</summary>
    public int? Page { get; set; }

    /// <summary>Sheet and rows, or lines; null where nothing says it.</summary>
    public string? Place { get; set; }
}
