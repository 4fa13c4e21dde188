namespace AgentWeb.Core.Files.Text;

/// <summary>Text that has to fit.</summary>
internal static class Shortened
{
    /// <summary>The text, or its beginning and an ellipsis; never half of a character of two units.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">Most characters of the result.</param>
    public static string To(string text, int length) =>
        text.Length <= length ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1), "…");
}
