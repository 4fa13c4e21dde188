namespace AgentWeb.Core.Import;

/// <summary>How much an import takes. Beyond any of these nothing is stored.</summary>
public static class ImportLimits
{
    /// <summary>Largest file, in bytes.</summary>
    public const int FileBytes = 50 * 1024 * 1024;

    /// <summary>Largest content of a ZIP once it is unpacked, in bytes.</summary>
    public const long UnpackedBytes = 200L * 1024 * 1024;

    /// <summary>Most files in a ZIP.</summary>
    public const int ZipEntries = 50_000;

    /// <summary>Most conversations in a file.</summary>
    public const int Conversations = 20_000;

    /// <summary>Most messages of a conversation, on all branches.</summary>
    public const int Messages = 20_000;

    /// <summary>Longest text of a message, in UTF-16 characters.</summary>
    public const int TextLength = 1_000_000;

    /// <summary>How deep JSON may nest. LibreChat nests replies in what they answer, two levels for each.</summary>
    internal const int Depth = 2_000;

    /// <summary>Before this nobody chatted with models; a date that says so is a mistake.</summary>
    internal static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
