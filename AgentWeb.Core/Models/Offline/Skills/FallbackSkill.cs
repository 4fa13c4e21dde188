using AgentWeb.Core.Models.Offline.Texts;

namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>Answers what no other skill does: says so, and what would work. Always answers, so it is the last.</summary>
internal sealed class FallbackSkill : IOfflineSkill
{
    private const int LongText = 600;

    public OfflineAnswer? TryAnswer(OfflineQuestion question)
    {
        if (question.Text.Length > LongText)
        {
            var words = Sentences.Words(question.Text).Count();
            return new OfflineAnswer(
                $"That is a text of {words} words, and I am not sure what to do with it. I can **summarise** it (“Summarise this text: …”), "
                + "**search** it (“find … in this text: …”) or **count** its words (“Count the words: …”).");
        }

        if (question.Passages.Count > 0)
        {
            var files = string.Join(", ", question.Passages.Select(p => $"“{p.FileName}”").Distinct(StringComparer.Ordinal));
            return new OfflineAnswer(
                $"I found no sentence about that in {files}. I compare words and do not understand them: ask with words that the text may use, or “Summarise the file”.");
        }

        return new OfflineAnswer($"""
            I cannot answer that: I am the built-in assistant and no language model. This is what I can do:

            {Abilities.List}
            """) { Introduces = true };
    }
}
