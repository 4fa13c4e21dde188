using System.Globalization;
using System.Text;

namespace AgentWeb.Core.Export;

/// <summary>Names of files that every system takes.</summary>
public static class FileNames
{
    private const int MaxLength = 80;

    /// <summary>
    /// A name made of a title and the day it was taken out. Only letters, digits and single spaces or hyphens are kept: nothing that is a path,
    /// a device, a direction of writing or an ending. The day also keeps names such as <c>CON</c> apart from devices.
    /// </summary>
    public static string For(string title, DateTimeOffset day, string extension)
    {
        var name = new StringBuilder();
        foreach (var rune in title.EnumerateRunes())
        {
            if (name.Length >= MaxLength)
            {
                break;
            }

            if (IsKept(rune))
            {
                name.Append(rune);
            }
            else if (name.Length > 0 && name[^1] is not (' ' or '-'))
            {
                name.Append(rune.Value is '-' or '_' ? '-' : ' ');
            }
        }

        var kept = name.ToString().Trim(' ', '-');
        return string.Create(CultureInfo.InvariantCulture, $"{(kept.Length == 0 ? "Conversation" : kept)} {day.UtcDateTime:yyyy-MM-dd}.{extension}");
    }

    private static bool IsKept(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
