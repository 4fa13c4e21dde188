namespace AgentWeb.Core.Models;

/// <summary>Estimates token counts where no server tells them. Right to about a fifth for prose; never used to bill.</summary>
public static class TokenEstimate
{
    private const double AsciiCharactersPerToken = 4;
    private const double OtherCharactersPerToken = 2.5;
    private const double TokensPerIdeograph = 1;

    // An emoji is two UTF-16 units and mostly two tokens or more.
    private const double TokensPerSurrogate = 1;

    /// <summary>Tokens of <paramref name="text"/>; 0 for none.</summary>
    public static int Of(string? text) => text is null ? 0 : Of(text.AsSpan());

    /// <summary>Tokens of <paramref name="text"/>.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        double tokens = 0;
        foreach (var c in text)
        {
            tokens += c switch
            {
                < '\u0080' => 1 / AsciiCharactersPerToken,
                _ when IsIdeograph(c) => TokensPerIdeograph,
                _ when char.IsSurrogate(c) => TokensPerSurrogate,
                _ => 1 / OtherCharactersPerToken,
            };
        }

        return (int)Math.Ceiling(tokens);
    }

    /// <summary>Han, kana, Hangul and full-width forms: scripts in which a character is about a token.</summary>
    private static bool IsIdeograph(char c) =>
        c is (>= '\u2E80' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFFEF');
}
