using System.IO.Compression;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Office;

namespace AgentWeb.Core.Files.Checking.Formats;

/// <summary>Reads from a package's table of content types what sort of document it is.</summary>
internal static class OfficeTypes
{
    /// <summary>Name of the table.</summary>
    public const string PartName = "[Content_Types].xml";

    private const string Documents = "application/vnd.openxmlformats-officedocument.";

    /// <summary>The document; null when it is none of the three, or of an edition that is not text (xlsb).</summary>
    /// <exception cref="InvalidDataException">It is two of them.</exception>
    public static async Task<CheckedFile?> ReadAsync(ZipArchiveEntry table, CancellationToken cancellationToken)
    {
        CheckedFile? found = null;
        using var xml = new OfficeXml(await table.OpenAsync(cancellationToken), cancellationToken);
        while (xml.Read())
        {
            // A main part may also have the type that its ending stands for.
            if ((xml.IsStart("Override") || xml.IsStart("Default")) && xml.Attribute("ContentType") is { } type && Of(type) is { } one)
            {
                found = found is null || found.Kind == one.Kind ? one : throw new InvalidDataException();
            }
        }

        return found;
    }

    /// <summary>Main parts have types of their own, with macros and as templates too.</summary>
    private static CheckedFile? Of(string type) => type switch
    {
        _ when !type.EndsWith(".main+xml", StringComparison.Ordinal) => null,
        _ when type.Contains("wordprocessingml", StringComparison.Ordinal) || type.Contains("ms-word", StringComparison.Ordinal) =>
            new(FileKind.Word, Documents + "wordprocessingml.document"),
        _ when type.Contains("spreadsheetml", StringComparison.Ordinal) || type.Contains("ms-excel", StringComparison.Ordinal) =>
            new(FileKind.Excel, Documents + "spreadsheetml.sheet"),
        _ when type.Contains("presentationml", StringComparison.Ordinal) || type.Contains("ms-powerpoint", StringComparison.Ordinal) =>
            new(FileKind.PowerPoint, Documents + "presentationml.presentation"),
        _ => null,
    };
}
