using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Files;

/// <summary>What may be inside a file: what a small upload could make large is refused before it costs anything. Keys <c>Files:Limits:…</c>.</summary>
public sealed class ContentLimits
{
    /// <summary>Most pages of a PDF, and slides of a presentation.</summary>
    [Description("Most pages of a PDF, and slides of a presentation")]
    [Range(1, 100_000)]
    public int Pages { get; set; } = 2000;

    /// <summary>Most rows of a table or sheet.</summary>
    [Description("Most rows of a table or sheet")]
    [Range(1, 10_000_000)]
    public int Rows { get; set; } = 200_000;

    /// <summary>Most cells of a workbook or table.</summary>
    [Description("Most cells of a workbook or table")]
    [Range(1, 100_000_000)]
    public int Cells { get; set; } = 2_000_000;

    /// <summary>Most pixels of a picture.</summary>
    [Description("Most pixels of a picture")]
    [Range(1, 1_000_000_000)]
    public long Pixels { get; set; } = 50_000_000;

    /// <summary>Most bytes that a compressed document may unfold to.</summary>
    [Description("Most bytes that a compressed document may unfold to")]
    [Range(1, long.MaxValue)]
    public long Decompressed { get; set; } = 300L * 1024 * 1024;

    /// <summary>Most times its own size that a compressed document may unfold to, once that is more than a megabyte.</summary>
    [Description("Most times its own size that a compressed document may unfold to")]
    [Range(1, 10_000)]
    public int Ratio { get; set; } = 200;

    /// <summary>Most characters of text that are taken out of one file.</summary>
    [Description("Most characters of text that are taken out of one file")]
    [Range(1, 1_000_000_000)]
    public long Characters { get; set; } = 30_000_000;
}
