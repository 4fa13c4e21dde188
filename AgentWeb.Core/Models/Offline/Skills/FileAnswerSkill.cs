using AgentWeb.Core.Models.Offline.Texts;

namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>
/// Answers from the passages of files that come with a question, in their own words: it quotes the sentences that answer best, each with the
/// number of its passage.
/// </summary>
/// <param name="leastWords">How many words of the question a passage must have.</param>
internal sealed class FileAnswerSkill(int leastWords) : IOfflineSkill
{
    /// <summary>A longer message brings its own text along.</summary>
    private const int LongestQuestion = 600;

    public OfflineAnswer? TryAnswer(OfflineQuestion question)
    {
        if (question.Passages.Count == 0 || question.Text.Length > LongestQuestion)
        {
            return null;
        }

        var best = new BestSentences(question.Passages).For(question.Text, leastWords);
        if (best.Count == 0)
        {
            return null;
        }

        var quotes = best.GroupBy(s => s.Passage.Number).Select(passage => $"> {string.Join(" … ", passage.OrderBy(s => s.Order).Select(s => s.Text))} [{passage.Key}]");
        var files = best.Select(s => s.Passage.FileName).Distinct(StringComparer.Ordinal).ToList();
        return new OfflineAnswer(
            $"{(files.Count == 1 ? "Your file says" : "Your files say")}:\n\n{string.Join("\n>\n", quotes)}",
            $"I compared the words of your question with {question.Passages.Select(p => p.FileName).Distinct(StringComparer.Ordinal).Count()} of your files, passage by passage, and quote the sentences that share the most telling ones.");
    }
}
