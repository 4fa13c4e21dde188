using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Features.Files;

/// <summary>Kinds of files that people look for together.</summary>
/// <param name="Name">The name of the group, in English.</param>
/// <param name="Kinds">What is in it; none for all kinds.</param>
internal sealed record KindGroup(string Name, IReadOnlyCollection<FileKind> Kinds)
{
    /// <summary>All groups, in the order they are offered.</summary>
    public static IReadOnlyList<KindGroup> All { get; } =
    [
        new("All", []),
        new("Documents", [FileKind.Pdf, FileKind.Word, FileKind.PowerPoint, FileKind.Text, FileKind.Markdown, FileKind.Html]),
        new("Tables", [FileKind.Excel, FileKind.Csv]),
        new("Pictures", [FileKind.Image]),
        new("Code and data", [FileKind.Code, FileKind.Json]),
    ];
}
