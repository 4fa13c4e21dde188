using AgentWeb.Core.Data.Entities;
using AgentWeb.Features.Settings;
using Microsoft.Extensions.Localization;

namespace AgentWeb.Features.Chat;

/// <summary>Says which passage is meant.</summary>
internal static class CitationName
{
    /// <summary>The file and where in it, such as <c>contract.pdf · Page 3</c>.</summary>
    public static string Of(Citation citation, IStringLocalizer<Words> words) =>
        PlaceOf(citation, words) is { } place ? $"{citation.FileName} · {place}" : citation.FileName;

    /// <summary>Where in the file; null when nothing says it.</summary>
    public static string? PlaceOf(Citation citation, IStringLocalizer<Words> words) => (citation.Page, citation.Place) switch
    {
        ({ } page, { } place) => $"{words["Page {0}", page]} · {place}",
        ({ } page, null) => words["Page {0}", page],
        (null, var place) => place,
    };
}
