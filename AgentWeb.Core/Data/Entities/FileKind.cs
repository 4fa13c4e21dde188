namespace AgentWeb.Core.Data.Entities;

/// <summary>What a file is, told from its bytes.</summary>
public enum FileKind
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Markdown.</summary>
    Markdown,

    /// <summary>Values separated by commas, semicolons or tabs.</summary>
    Csv,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Source code.</summary>
    Code,

    /// <summary>A page of the web; only its text is used.</summary>
    Html,

    /// <summary>A Word document.</summary>
    Word,

    /// <summary>An Excel workbook.</summary>
    Excel,

    /// <summary>A PowerPoint presentation.</summary>
    PowerPoint,

    /// <summary>A PDF document.</summary>
    Pdf,

    /// <summary>A picture: PNG, JPEG, WebP or GIF.</summary>
    Image,
}
