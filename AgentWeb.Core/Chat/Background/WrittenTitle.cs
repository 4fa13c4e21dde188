namespace AgentWeb.Core.Chat.Background;

/// <summary>Makes a title of what a model wrote, however it dressed it up.</summary>
internal static class WrittenTitle
{
    private const int MostCharacters = 80;

    private static readonly char[] Dress = ['"', '\'', '“', '”', '„', '‘', '’', '«', '»', '*', '_', '#', '`', ' ', '.', ':', '-', '–'];

    /// <summary>The title; empty when nothing of use was written.</summary>
    public static string From(string written)
    {
        var line = written.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(WithoutLabel).FirstOrDefault(l => l.Length > 0) ?? "";
        var title = string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (title.Length <= MostCharacters)
        {
            return title;
        }

        var cut = title.LastIndexOf(' ', MostCharacters);
        var end = cut > MostCharacters / 2 ? cut : MostCharacters;
        return (char.IsHighSurrogate(title[end - 1]) ? title[..(end - 1)] : title[..end]) + "…";
    }

    private static string WithoutLabel(string line)
    {
        var plain = line.Trim(Dress);
        return plain.StartsWith("Title:", StringComparison.OrdinalIgnoreCase) ? plain["Title:".Length..].Trim(Dress) : plain;
    }
}
