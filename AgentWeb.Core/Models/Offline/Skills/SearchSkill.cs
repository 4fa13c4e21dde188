using System.Text.RegularExpressions;
using AgentWeb.Core.Models.Offline.Arithmetic;
using AgentWeb.Core.Models.Offline.Texts;

namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>Searches the conversation or a given text and quotes what it finds: "What did I say about the budget?", "find dates in: …".</summary>
internal sealed partial class SearchSkill : IOfflineSkill
{
    private const int MaxQuotes = 8;

    public OfflineAnswer? TryAnswer(OfflineQuestion question)
    {
        if (Asked().Match(question.Text) is not { Success: true } match)
        {
            return null;
        }

        var what = match.Groups["what"].Value.Trim(' ', '"', '“', '”', '\'', '?', '.', '!');
        var terms = Sentences.Words(what).Where(StopWords.IsContent).Distinct(StringComparer.Ordinal).ToList();
        if (terms.Count == 0)
        {
            return null;
        }

        var given = match.Groups["text"] is { Success: true } group && group.Value.Any(char.IsLetterOrDigit) ? group.Value : null;
        if (given is null && question.Passages.Count > 0 && !ConversationMeant().IsMatch(question.Text))
        {
            return null; // The files are meant.
        }

        var sentences = given is not null ? Sentences.Split(given).Select(sentence => (Who: "", sentence)) : Spoken(question.Before);
        return Answer(what, Find(terms, [.. sentences]), given is null ? "in this conversation" : "in the text");
    }

    private static IEnumerable<(string Who, string Sentence)> Spoken(IReadOnlyList<SaidText> messages) =>
        messages.SelectMany(message => Sentences.Split(message.Text).Select(sentence => ($"{message.Who}: ", sentence)));

    /// <summary>The sentences with all the terms, or when there is none, those with any.</summary>
    private static List<(string Who, string Sentence)> Find(List<string> terms, List<(string Who, string Sentence)> sentences)
    {
        var all = sentences.FindAll(s => terms.TrueForAll(term => Contains(s.Sentence, term)));
        return all.Count > 0 ? all : sentences.FindAll(s => terms.Exists(term => Contains(s.Sentence, term)));
    }

    private static bool Contains(string sentence, string term) =>
        Sentences.Words(sentence).Any(word => word.StartsWith(term.Length > 3 ? term.TrimEnd('s') : term, StringComparison.Ordinal));

    private static OfflineAnswer Answer(string what, List<(string Who, string Sentence)> found, string where)
    {
        if (found.Count == 0)
        {
            return new OfflineAnswer($"I found nothing about “{what}” {where}.");
        }

        var quotes = string.Join("\n>\n", found.Take(MaxQuotes).Select(s => $"> {s.Who}{s.Sentence}"));
        var more = found.Count > MaxQuotes ? $"\n\nThese are the first {MaxQuotes}." : "";
        return new OfflineAnswer($"{NumberText.Count(found.Count, "sentence")} about “{what}” {where}:\n\n{quotes}{more}");
    }

    [GeneratedRegex(@"\b(conversation|chat|I|you|we)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConversationMeant();

    [GeneratedRegex(
        @"^(please |can you |could you )?((find|search for|search|look for|look up)|(what|where|when) (did|have|was) (i|you|we|it)? ?(say|said|mention|mentioned|write|wrote|written|talk|talked) ?(about|of)?)\s+(?<what>[^:\n]{1,200}?)(\s+(in|within) (this|the|following|my)?\s*(conversation|chat|text|following)?\s*(text)?)?\s*(:\s*(?<text>.+)|\n\s*(?<text>.+)|[?.!]*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000)]
    private static partial Regex Asked();
}
