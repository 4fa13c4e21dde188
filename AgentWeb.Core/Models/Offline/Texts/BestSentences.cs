using AgentWeb.Core.Language;

namespace AgentWeb.Core.Models.Offline.Texts;

/// <summary>Finds the sentences that answer a question best: those with its rarest words, in passages that have the others.</summary>
internal sealed class BestSentences
{
    private const int Most = 3;

    /// <summary>What a word of the passage around it is worth to a sentence.</summary>
    private const double AroundWeight = 0.35;

    /// <summary>A sentence that is worth less than this share of the best one answers something else.</summary>
    private const double LeastShare = 0.6;

    private readonly List<QuotableSentence> _sentences;
    private readonly Dictionary<string, int> _having;

    /// <summary>Of these passages.</summary>
    public BestSentences(IEnumerable<GivenPassage> passages)
    {
        _sentences = [.. QuotableSentence.In(passages)];
        _having = _sentences.SelectMany(s => s.Terms).CountBy(term => term, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The best, best first; none when none has as many words of the question as are asked for.</summary>
    /// <param name="question">The question.</param>
    /// <param name="leastWords">How many of its words, or what stands for them, the best sentence and its passage must have.</param>
    public IReadOnlyList<QuotableSentence> For(string question, int leastWords)
    {
        var ranked = new[] { TextLanguage.English, TextLanguage.German }
            .SelectMany(language => Ranked(AskedWords.Of(question, language)))
            .OrderByDescending(s => s.Score)
            .DistinctBy(s => s.Sentence)
            .ToList();
        return ranked is [var best, ..] && best.Words >= leastWords
            ? [.. ranked.TakeWhile(s => s.Score >= best.Score * LeastShare).Take(Most).Select(s => s.Sentence)]
            : [];
    }

    private IEnumerable<(QuotableSentence Sentence, double Score, int Words)> Ranked(IReadOnlyList<IReadOnlyDictionary<string, double>> words)
    {
        foreach (var sentence in _sentences)
        {
            var (score, count, inside) = (0.0, 0, false);
            foreach (var word in words)
            {
                var (own, around) = (Worth(word, sentence.Terms), Worth(word, sentence.Around) * AroundWeight);
                score += Math.Max(own, around);
                count += own > 0 || around > 0 ? 1 : 0;
                inside |= own > 0;
            }

            if (inside)
            {
                yield return (sentence, score, count);
            }
        }
    }

    private double Worth(IReadOnlyDictionary<string, double> word, IReadOnlySet<string> terms) =>
        word.Where(form => terms.Contains(form.Key)).Select(form => form.Value * Rarity(form.Key)).DefaultIfEmpty().Max();

    private double Rarity(string term) => Math.Log(1 + ((_sentences.Count + 1.0) / (_having.GetValueOrDefault(term) + 0.5)));
}
