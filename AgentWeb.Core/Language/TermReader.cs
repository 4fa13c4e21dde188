using AgentWeb.Core.Data.Search;

namespace AgentWeb.Core.Language;

/// <summary>
/// Takes a text apart into terms: words without accents, capitals and endings. Texts and questions are read by this one reader; who
/// changes it must have all files processed again.
/// </summary>
internal static class TermReader
{
    private const string Joints = "-_./,:'’";

    /// <summary>The terms of a text, in order. Small words are left out; what has a digit keeps its endings.</summary>
    public static IEnumerable<string> Terms(string text) => Terms(text, LanguageOf(text));

    /// <summary>The language a text is in.</summary>
    public static TextLanguage LanguageOf(string text) => FunctionWords.LanguageOf(Words.In(text).Select(word => word.Folded));

    /// <summary>The terms of a text in a language that is known.</summary>
    public static IEnumerable<string> Terms(string text, TextLanguage language)
    {
        foreach (var word in Read(text))
        {
            if (Term(word, language) is { } term)
            {
                yield return term;
            }
        }
    }

    /// <summary>
    /// The folded words, and behind the parts of a number or identifier also the whole: <c>E-204</c> is found as <c>e204</c>, and
    /// <c>10,000</c> as <c>10000</c>.
    /// </summary>
    public static IEnumerable<string> Read(string text)
    {
        var (joined, parts, hasDigit, end) = ("", 0, false, -1);
        foreach (var word in Words.In(text))
        {
            if (word.EndsRun)
            {
                continue;
            }

            var goesOn = parts > 0 && word.Start == end + 1 && Joints.Contains(text[end], StringComparison.Ordinal);
            if (!goesOn && parts > 1 && hasDigit)
            {
                yield return joined;
            }

            var digit = HasDigit(word.Folded);
            (joined, parts, hasDigit) = goesOn ? (joined + word.Folded, parts + 1, hasDigit || digit) : (word.Folded, 1, digit);
            end = word.Start + word.Length;
            yield return word.Folded;
        }

        if (parts > 1 && hasDigit)
        {
            yield return joined;
        }
    }

    /// <summary>The term of a folded word; null when it says nothing.</summary>
    public static string? Term(string folded, TextLanguage language) =>
        !FunctionWords.SaySomething(folded, language) ? null
        : HasDigit(folded) ? folded
        : language == TextLanguage.German ? GermanStem.Of(folded)
        : EnglishStem.Of(folded);

    private static bool HasDigit(string word) => word.AsSpan().ContainsAnyInRange('0', '9');
}
