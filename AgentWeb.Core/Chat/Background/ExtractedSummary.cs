namespace AgentWeb.Core.Chat.Background;

/// <summary>A summary put together from what was said, without a language model.</summary>
internal static class ExtractedSummary
{
    private const int MostCharacters = 400;

    /// <summary>The summary in Markdown.</summary>
    /// <param name="goal">What was asked first.</param>
    /// <param name="outcome">What was answered last; may be empty.</param>
    /// <param name="open">What was asked and not answered; null when nothing was left.</param>
    public static string Of(string goal, string outcome, string? open) =>
        $"""
        **Goal**

        {Beginning(goal)}

        **Outcome**

        {(outcome.Length > 0 ? Beginning(outcome) : "There was no answer.")}

        **Open points**

        {(open is null ? "None." : Beginning(open))}
        """.ReplaceLineEndings("\n");

    /// <summary>The first paragraph, up to a limit, cut at a word, as a quotation.</summary>
    private static string Beginning(string text)
    {
        var paragraph = text.Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        var plain = string.Join(' ', paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (plain.Length > MostCharacters)
        {
            var cut = plain.LastIndexOf(' ', MostCharacters);
            var end = cut > MostCharacters / 2 ? cut : MostCharacters;
            plain = (char.IsHighSurrogate(plain[end - 1]) ? plain[..(end - 1)] : plain[..end]) + "…";
        }

        return "> " + plain;
    }
}
