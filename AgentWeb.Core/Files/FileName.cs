using System.Globalization;
using System.Text;
using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Files;

/// <summary>Names of files as people gave them: data that is stored and shown, never a path.</summary>
public static class FileName
{
    /// <summary>What a file is called that came without a usable name.</summary>
    public const string Unnamed = "file";

    /// <summary>
    /// The name without what is no name: folders before it, control characters, and characters that turn the direction of writing, by
    /// which <c>gpj.exe</c> could be made to look like a picture.
    /// </summary>
    public static string Clean(string? name)
    {
        var clean = new StringBuilder();
        foreach (var rune in (name ?? "").EnumerateRunes())
        {
            if (rune.Value is '/' or '\\')
            {
                clean.Clear();
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse))
            {
                clean.Append(rune);
            }
        }

        var text = clean.ToString().Trim().Trim('.', ' ');
        return text.Length == 0 ? Unnamed : Shorten(text);
    }

    /// <summary>Cut before the extension, which tells people what it is.</summary>
    private static string Shorten(string name)
    {
        if (name.Length <= StoredFile.MaxNameLength)
        {
            return name;
        }

        var extension = Path.GetExtension(name);
        var kept = extension.Length is > 0 and <= 16 ? extension : "";
        var end = StoredFile.MaxNameLength - kept.Length;
        return (char.IsHighSurrogate(name[end - 1]) ? name[..(end - 1)] : name[..end]) + kept;
    }
}
