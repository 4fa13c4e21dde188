using AgentWeb.Core.Language;

namespace AgentWeb.Core.Models.Offline.Texts;

/// <summary>A sentence of a passage.</summary>
/// <param name="Passage">The passage.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Order">Its order among all.</param>
/// <param name="Terms">What it says, as terms.</param>
/// <param name="Around">What the headings and the rest of the passage say.</param>
internal sealed record QuotableSentence(GivenPassage Passage, string Text, int Order, IReadOnlySet<string> Terms, IReadOnlySet<string> Around)
{
    /// <summary>The sentences of passages that stand in the prompt.</summary>
    public static IEnumerable<QuotableSentence> In(IEnumerable<GivenPassage> passages)
    {
        var order = 0;
        foreach (var passage in passages)
        {
            var language = TermReader.LanguageOf(passage.Text);
            var around = Terms($"{passage.Heading}\n{passage.Text}", language);
            foreach (var sentence in Sentences.Split(passage.Text))
            {
                yield return new(passage, sentence, order++, Terms(sentence, language), around);
            }
        }

        static HashSet<string> Terms(string text, TextLanguage language) => TermReader.Terms(text, language).ToHashSet(StringComparer.Ordinal);
    }
}
