using System.Globalization;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files;

/// <summary>Why a file is refused, or why its text cannot be read. The codes are stable.</summary>
internal static class FileErrors
{
    /// <summary>Code of what is known and not read.</summary>
    public const string UnsupportedCode = "file_type_unsupported";

    /// <summary>No bytes.</summary>
    public static Error Empty { get; } = new("file_empty", "The file is empty. Choose it again, or export it once more from where it comes.");

    /// <summary>Nothing that is known, and no text.</summary>
    public static Error Unknown { get; } = new(
        "file_type_unknown",
        "What is in this file could not be told. Upload a picture, a PDF, a Word, Excel or PowerPoint document, or text; save text as UTF-8.");

    /// <summary>It ends before it should.</summary>
    public static Error Truncated { get; } = new(
        "file_truncated", "The file ends too early: a part of it is missing. Copy or download it again, and upload it once more.");

    /// <summary>Its inside breaks the rules of its format.</summary>
    public static Error Damaged { get; } = new(
        "file_damaged", "The file is damaged and cannot be read. Open it in the program it comes from, save it again, and upload that.");

    /// <summary>It needs a password.</summary>
    public static Error Encrypted { get; } = new(
        "file_encrypted", "The file is protected by a password. Save it without one, and upload that.");

    /// <summary>Two formats at once, which is how filters are fooled.</summary>
    public static Error Polyglot { get; } = new(
        "file_polyglot", "The file is of two types at once: something else is hidden in it. Save it again as one type, and upload that.");

    /// <summary>It has definitions of entities, by which a small file grows without end or reaches for others.</summary>
    public static Error Entities { get; } = new(
        "file_xml_entities", "The document contains definitions (DTD) that no office program writes and that are not read. Save it again, and upload that.");

    /// <summary>Parts in it have names that lead outside.</summary>
    public static Error UnsafeParts { get; } = new(
        "file_parts_unsafe", "The document contains parts whose names lead outside of it. Save it again in the program it comes from, and upload that.");

    /// <summary>Parts that lie over each other.</summary>
    public static Error Overlapping { get; } = new(
        "file_parts_overlap", "Parts of the document lie over each other, which no office program writes. Save it again, and upload that.");

    /// <summary>Archives in an archive.</summary>
    public static Error NestedArchive { get; } = new(
        "file_nested_archive", "The document contains an archive, which is not unpacked. Take it out, or upload the files of the archive one by one.");

    /// <summary>Nothing that could be read.</summary>
    public static Error NoText { get; } = new("file_no_text", "There is no text in this file.");

    /// <summary>A PDF of pictures.</summary>
    public static Error PdfWithoutText { get; } = new(
        "pdf_no_text", "This PDF is a scan: its pages are pictures and hold no text. Run text recognition (OCR) on it, and upload the result.");

    /// <summary>A PDF whose author forbade to copy from it.</summary>
    public static Error PdfProtected { get; } = new(
        "pdf_protected", "This PDF does not allow its text to be copied. Ask its author for one that does.");

    /// <summary>A PDF that costs too much.</summary>
    public static Error PdfTooHard { get; } = new(
        "pdf_too_hard", "Reading this PDF takes more time or memory than this server gives to one file. Print it to a new PDF, or split it, and upload that.");

    /// <summary>A file that costs too much.</summary>
    public static Error TooHard { get; } = new(
        "file_too_hard", "Reading this file takes more time or memory than this server gives to one file. Save it again without what is not needed, or split it, and upload that.");

    /// <summary>poppler is not installed.</summary>
    public static Error PdfReaderMissing { get; } = new(
        "pdf_reader_missing",
        "This server cannot read PDFs yet: its administrator has to install poppler (on Debian and Ubuntu: apt-get install poppler-utils). Then try again.",
        ErrorKind.Unavailable,
        Retryable: true);

    /// <summary>Something known that is not read.</summary>
    /// <param name="what">What it is, with its article.</param>
    /// <param name="advice">What to do.</param>
    public static Error Unsupported(string what, string advice) => new(UnsupportedCode, $"This is {what}, which cannot be used here. {advice}");

    /// <summary>The name says one thing and the bytes another.</summary>
    /// <param name="extension">The ending of the name, without the dot.</param>
    /// <param name="what">What it is, with its article.</param>
    public static Error Mismatch(string extension, string what) =>
        new("file_type_mismatch", $"The name ends in .{extension}, but the content is {what}. Give the file the name of what it is, or choose the right file.");

    /// <summary>A kind that this server does not take.</summary>
    public static Error NotAllowed(FileKind kind) => new(
        "file_type_not_allowed", $"{Capital(Plural(kind))} may not be uploaded to this server.", ErrorKind.Forbidden);

    /// <summary>A picture that would fill the memory of whoever shows it.</summary>
    public static Error TooManyPixels(long limit) =>
        new("file_too_many_pixels", Invariant($"The picture has more than {limit / 1_000_000.0:0.#} million pixels, the most this server takes. Make it smaller, and upload that."));

    /// <summary>It unfolds to too much.</summary>
    public static Error UnpacksTooLarge(long limit) =>
        new("file_unpacks_too_large", Invariant($"Unpacked, the document is larger than {limit / (1024.0 * 1024):0.#} MB, the most this server reads. Split it, or leave large pictures out."));

    /// <summary>It unfolds too well to be a document.</summary>
    public static Error RatioTooHigh(int limit) =>
        new("file_ratio_too_high", Invariant($"Unpacked, the document is more than {limit:N0} times its size, which no ordinary document is. Save it again, and upload that."));

    /// <summary>It consists of too many parts.</summary>
    public static Error TooManyParts(int limit) =>
        new("file_too_many_parts", Invariant($"The document consists of more than {limit:N0} parts, the most this server reads. Split it."));

    /// <summary>Too many pages or slides.</summary>
    public static Error TooManyPages(int limit) =>
        new("file_too_many_pages", Invariant($"The document has more than {limit:N0} pages, the most this server reads. Split it, and upload the parts."));

    /// <summary>Too many rows.</summary>
    public static Error TooManyRows(int limit) =>
        new("file_too_many_rows", Invariant($"A table has more than {limit:N0} rows, the most this server reads. Split it, or upload the rows that matter."));

    /// <summary>Too many cells.</summary>
    public static Error TooManyCells(int limit) =>
        new("file_too_many_cells", Invariant($"The tables have more than {limit:N0} cells, the most this server reads. Split them, or leave columns out."));

    /// <summary>Too much text.</summary>
    public static Error TooMuchText(long limit) =>
        new("file_too_much_text", Invariant($"The file has more than {limit:N0} characters of text, the most this server reads. Split it, and upload the parts."));

    /// <summary>A line, value or word that does not end.</summary>
    public static Error LineTooLong(int limit) =>
        new("file_line_too_long", Invariant($"A line or value in the file is longer than {limit:N0} characters, the most this server reads. Break it into lines."));

    /// <summary>Structure in structure in structure.</summary>
    public static Error NestedTooDeep(int limit) =>
        new("file_nested_too_deep", Invariant($"The content is nested more than {limit:N0} levels deep, the most this server reads."));

    /// <summary>JSON that is none.</summary>
    /// <param name="line">Where reading ended, from 1.</param>
    public static Error JsonDamaged(long line) =>
        new("file_damaged", Invariant($"The file is not valid JSON near line {line:N0}. Correct it there, and upload it again."));

    /// <summary>A kind in words, as one of them.</summary>
    public static string Describe(FileKind kind) => kind switch
    {
        FileKind.Markdown => "Markdown text",
        FileKind.Csv => "a table in text (CSV)",
        FileKind.Json => "JSON",
        FileKind.Code => "source code",
        FileKind.Html => "a web page (HTML)",
        FileKind.Word => "a Word document",
        FileKind.Excel => "an Excel workbook",
        FileKind.PowerPoint => "a PowerPoint presentation",
        FileKind.Pdf => "a PDF",
        FileKind.Image => "a picture",
        _ => "text",
    };

    private static string Plural(FileKind kind) => kind switch
    {
        FileKind.Markdown => "Markdown files",
        FileKind.Csv => "CSV files",
        FileKind.Json => "JSON files",
        FileKind.Code => "files of source code",
        FileKind.Html => "web pages (HTML)",
        FileKind.Word => "Word documents",
        FileKind.Excel => "Excel workbooks",
        FileKind.PowerPoint => "PowerPoint presentations",
        FileKind.Pdf => "PDFs",
        FileKind.Image => "pictures",
        _ => "text files",
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
