using System.Globalization;
using System.Text.RegularExpressions;
using AgentWeb.Core.Models.Offline.Texts;

namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>Counts the words, characters and sentences of a text or of the conversation.</summary>
internal sealed partial class CountSkill : IOfflineSkill
{
    private const double WordsPerMinute = 230;

    public OfflineAnswer? TryAnswer(OfflineQuestion question)
    {
        if (Asked().Match(question.Text) is not { Success: true } command)
        {
            return null;
        }

        var given = GivenText.In(question.Text, command);
        var text = given ?? string.Join("\n\n", question.Before.Select(message => message.Text));
        if (text.Length == 0)
        {
            return new OfflineAnswer("There is nothing to count yet. Send the text behind the question, like this:\n\n```text\nCount the words: …\n```");
        }

        var words = Sentences.Words(text).Count();
        var minutes = Math.Max(1, Math.Round(words / WordsPerMinute));
        return new OfflineAnswer(string.Create(CultureInfo.InvariantCulture, $"""
            {(given is null ? "This conversation" : "The text")} has **{words:#,##0} word{(words == 1 ? "" : "s")}**.

            | | Count |
            |---|---:|
            | Words | {words:#,##0} |
            | Different words | {Sentences.Words(text).Distinct(StringComparer.Ordinal).Count():#,##0} |
            | Characters | {new StringInfo(text).LengthInTextElements:#,##0} |
            | Sentences | {Sentences.Split(text).Count:#,##0} |
            | Tokens, about | {TokenEstimate.Of(text):#,##0} |
            | Minutes to read, about | {minutes:0} |
            """));
    }

    [GeneratedRegex(
        @"(^|(?<=\n))(please |can you |could you )?(count( the)? (words|characters|letters|sentences)|how many (words|characters|letters|sentences)|word count)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Asked();
}
