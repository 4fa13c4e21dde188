using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Import;

/// <summary>Titles of imported conversations.</summary>
internal static class ImportTitle
{
    /// <summary>The title in the file, or the beginning of the first message.</summary>
    public static string Of(string title, string firstText) =>
        Clean(title) is { Length: > 0 } clean ? clean : Clean(firstText) is { Length: > 0 } words ? words : "Imported";

    /// <summary>One line, not longer than titles are.</summary>
    public static string Clean(string title)
    {
        var line = string.Join(' ', Cut(title, 4 * Conversation.MaxTitleLength).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Conversation.MaxTitleLength ? line : Cut(line, Conversation.MaxTitleLength - 1) + "…";
    }

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
}
