using System.Text.RegularExpressions;
using AgentWeb.Core.Models.Offline.Arithmetic;
using AgentWeb.Core.Models.Offline.Texts;

namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>Summarises a text, or the conversation, by its most telling sentences.</summary>
internal sealed partial class SummarySkill : IOfflineSkill
{
    private const int FewSentences = 2;

    public OfflineAnswer? TryAnswer(OfflineQuestion question)
    {
        if (Asked().Match(question.Text) is not { Success: true } command)
        {
            return null;
        }

        return GivenText.In(question.Text, command) is { } text
            ? Answer("Summary", Sentences.Split(text), "text")
            : question.Passages.Count > 0 && !ConversationMeant().IsMatch(question.Text) ? OfFiles(question.Passages)
            : OfConversation(question.Before);
    }

    /// <summary>The sentences carry the numbers of their passages.</summary>
    private static OfflineAnswer OfFiles(IReadOnlyList<GivenPassage> passages)
    {
        var files = passages.Select(p => p.FileName).Distinct(StringComparer.Ordinal).ToList();
        var sentences = passages.SelectMany(p => Sentences.Split(p.Text).Select(sentence => $"{LineMarks().Replace(sentence, "")} [{p.Number}]")).ToList();
        return Answer(files.Count == 1 ? "Summary of the file" : $"Summary of {files.Count} files", sentences, "text");
    }

    private static OfflineAnswer OfConversation(IReadOnlyList<SaidText> messages)
    {
        if (messages.Count == 0)
        {
            return new OfflineAnswer("There is nothing to summarise yet. Send the text behind the word, like this:\n\n```text\nSummarise this text: …\n```");
        }

        var sentences = messages
            .SelectMany(message => Sentences.Split(message.Text).Select(sentence => $"{message.Who}: {LineMarks().Replace(sentence, "")}"))
            .ToList();
        return Answer($"Summary of this conversation ({NumberText.Count(messages.Count, "message")})", sentences, "conversation");
    }

    private static OfflineAnswer Answer(string title, IReadOnlyList<string> sentences, string what)
    {
        if (sentences.Count <= FewSentences)
        {
            return new OfflineAnswer($"This {what} is short already:\n\n> {string.Join(' ', sentences)}");
        }

        var summary = Summary.Of(sentences);
        var bullets = string.Concat(summary.Sentences.Select(sentence => $"- {sentence}\n"));
        var keyWords = summary.KeyWords.Count > 0 ? $"\nWords that occur most: {string.Join(", ", summary.KeyWords)}." : "";
        return new OfflineAnswer(
            $"**{title}**: {summary.Sentences.Count} of {summary.Total} sentences, in the writer's own words.\n\n{bullets}{keyWords}".TrimEnd(),
            $"I cut the {what} into {summary.Total} sentences, gave each a score by how often its words occur in the whole, and kept the best {summary.Sentences.Count}.");
    }

    [GeneratedRegex(@"\b(conversation|chat|talk)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConversationMeant();

    [GeneratedRegex(@"^([-*>#]+|\d+\.)\s+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LineMarks();

    [GeneratedRegex(
        @"(^|(?<=\n)|^(please|can you|could you)[\s,]+(please\s+)?)(summari[sz]e|give me a summary|make a summary|sum up|summary of|tl;?dr|fasse?\s[^:\n]{0,60}?\bzusammen)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Asked();
}
