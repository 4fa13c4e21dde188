using System.Globalization;
using System.Text;
using AgentWeb.Core.Files;

namespace AgentWeb.Core.Export;

/// <summary>Names of files that every system takes.</summary>
public static class FileNames
{
    private const int MaxLength = 80;
    private const int MaxBytes = 200;
    private const int MaxExtensionBytes = 32;
    private const string NotInNames = "<>:\"|?*/\\";

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

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

    /// <summary>
    /// The name of an uploaded file within an archive: one that is no path wherever it is unpacked, no device of Windows, and not longer than file
    /// systems take.
    /// </summary>
    public static string InArchive(string name)
    {
        var safe = new StringBuilder();
        foreach (var rune in FileName.Clean(name).EnumerateRunes())
        {
            safe.Append(rune.Value < char.MaxValue && NotInNames.Contains((char)rune.Value) ? "_" : rune.ToString());
        }

        var extension = Path.GetExtension(safe.ToString());
        extension = Encoding.UTF8.GetByteCount(extension) <= MaxExtensionBytes ? extension : "";
        var stem = Cut(safe.ToString(0, safe.Length - extension.Length), MaxBytes - Encoding.UTF8.GetByteCount(extension)).Trim(' ', '.');
        return (stem.Length == 0 || Devices.Contains(stem.Split('.')[0].TrimEnd()) ? "_" + stem : stem) + extension;
    }

    private static string Cut(string text, int bytes)
    {
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..end];
    }

    private static bool IsKept(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
