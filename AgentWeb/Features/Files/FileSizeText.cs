using System.Globalization;

namespace AgentWeb.Features.Files;

/// <summary>Sizes of files as people read them.</summary>
internal static class FileSizeText
{
    private const double Kilobyte = 1024;

    /// <summary>The size with a unit, in the reader's way to write numbers.</summary>
    public static string Of(long bytes) => bytes switch
    {
        0 => "0 kB",
        < 1024 * 1024 => $"{Math.Max(0.1, bytes / Kilobyte).ToString("0.#", CultureInfo.CurrentCulture)} kB",
        < 1024L * 1024 * 1024 => $"{(bytes / Kilobyte / Kilobyte).ToString("0.#", CultureInfo.CurrentCulture)} MB",
        _ => $"{(bytes / Kilobyte / Kilobyte / Kilobyte).ToString("0.##", CultureInfo.CurrentCulture)} GB",
    };
}
