using System.Text;

namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>Recognises the beginnings of addresses that become links by themselves.</summary>
internal static class AddressStart
{
    private static readonly string[] Starts = ["http:", "https:", "ftp:", "mailto:", "tel:", "www."];

    /// <summary>Whether <paramref name="text"/> and the character behind it end in such a beginning, wherever in a word.</summary>
    public static bool EndsIn(StringBuilder text, char next)
    {
        foreach (var start in Starts)
        {
            if (start[^1] == next && EndsIn(text, start.AsSpan()[..^1]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsIn(StringBuilder text, ReadOnlySpan<char> start)
    {
        for (var i = 1; i <= start.Length; i++)
        {
            if (text.Length < i || char.ToLowerInvariant(text[^i]) != start[^i])
            {
                return false;
            }
        }

        return true;
    }
}
