namespace AgentWeb.Core.Language;

/// <summary>
/// Takes English endings off, so that <c>terminate</c>, <c>terminated</c> and <c>termination</c> are one word. The rules are those of M. F.
/// Porter, "An algorithm for suffix stripping", Program 14(3), 1980, https://tartarus.org/martin/PorterStemmer/.
/// </summary>
internal static class EnglishStem
{
    private const int Shortest = 3;

    private static readonly (string Ending, string Instead)[] Long =
    [
        ("ational", "ate"), ("ization", "ize"), ("isation", "ize"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("tional", "tion"),
        ("biliti", "ble"), ("entli", "ent"), ("ousli", "ous"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("iviti", "ive"), ("enci", "ence"),
        ("anci", "ance"), ("izer", "ize"), ("iser", "ize"), ("abli", "able"), ("alli", "al"), ("ator", "ate"), ("logi", "log"), ("eli", "e"),
    ];

    private static readonly (string Ending, string Instead)[] Middle =
    [
        ("icate", "ic"), ("ative", ""), ("alize", "al"), ("alise", "al"), ("iciti", "ic"), ("ical", "ic"), ("ness", ""), ("ful", ""),
    ];

    private static readonly (string Ending, string Instead)[] Last =
    [
        ("ement", ""), ("ance", ""), ("ence", ""), ("able", ""), ("ible", ""), ("ment", ""), ("ant", ""), ("ent", ""), ("ism", ""), ("ate", ""),
        ("iti", ""), ("ous", ""), ("ive", ""), ("ize", ""), ("ise", ""), ("sion", "s"), ("tion", "t"), ("al", ""), ("er", ""), ("ic", ""), ("ou", ""),
    ];

    /// <summary>The stem of a folded word.</summary>
    public static string Of(string word)
    {
        if (word.Length <= Shortest - 1)
        {
            return word;
        }

        word = Participle(Plural(word));
        if (word.EndsWith('y') && HasVowel(word.AsSpan(0, word.Length - 1)))
        {
            word = word[..^1] + "i";
        }

        word = Replace(word, Long, measure: 1);
        word = Replace(word, Middle, measure: 1);
        word = Replace(word, Last, measure: 2);
        return Tidy(word);
    }

    private static string Plural(string word) =>
        word.EndsWith("sses", StringComparison.Ordinal) ? word[..^2]
        : word.EndsWith("ies", StringComparison.Ordinal) ? word[..^2]
        : word.EndsWith('s') && word[^2] is not 's' ? word[..^1]
        : word;

    private static string Participle(string word)
    {
        if (word.EndsWith("eed", StringComparison.Ordinal))
        {
            return Measure(word.AsSpan(0, word.Length - 3)) > 0 ? word[..^1] : word;
        }

        var cut = word.EndsWith("ed", StringComparison.Ordinal) ? 2 : word.EndsWith("ing", StringComparison.Ordinal) ? 3 : 0;
        if (cut == 0 || !HasVowel(word.AsSpan(0, word.Length - cut)))
        {
            return word;
        }

        word = word[..^cut];
        if (word.EndsWith("at", StringComparison.Ordinal) || word.EndsWith("bl", StringComparison.Ordinal) || word.EndsWith("iz", StringComparison.Ordinal))
        {
            return word + "e";
        }

        return EndsDoubled(word) && word[^1] is not ('l' or 's' or 'z') ? word[..^1]
            : Measure(word) == 1 && EndsShort(word) ? word + "e"
            : word;
    }

    private static string Replace(string word, (string Ending, string Instead)[] rules, int measure)
    {
        foreach (var (ending, instead) in rules)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal))
            {
                // Only the longest ending that fits is looked at, whether it may go or not.
                return Measure(word.AsSpan(0, word.Length - ending.Length + instead.Length)) >= measure ? word[..^ending.Length] + instead : word;
            }
        }

        return word;
    }

    private static string Tidy(string word)
    {
        if (word.EndsWith('e') && word.Length > Shortest)
        {
            var rest = word.AsSpan(0, word.Length - 1);
            var measure = Measure(rest);
            if (measure > 1 || (measure == 1 && !EndsShort(rest)))
            {
                word = word[..^1];
            }
        }

        return EndsDoubled(word) && word[^1] == 'l' && Measure(word) > 1 ? word[..^1] : word;
    }

    /// <summary>How often a run of vowels is followed by one of consonants: about the syllables.</summary>
    private static int Measure(ReadOnlySpan<char> word)
    {
        var measure = 0;
        for (var i = 1; i < word.Length; i++)
        {
            if (!IsVowel(word, i) && IsVowel(word, i - 1))
            {
                measure++;
            }
        }

        return measure;
    }

    private static bool HasVowel(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (IsVowel(word, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsDoubled(ReadOnlySpan<char> word) => word.Length > 1 && word[^1] == word[^2] && !IsVowel(word, word.Length - 1);

    /// <summary>Consonant, vowel, consonant: the end of <c>hop</c>, which has to stay apart from that of <c>hope</c>.</summary>
    private static bool EndsShort(ReadOnlySpan<char> word)
    {
        var last = word.Length - 1;
        return last >= 2 && !IsVowel(word, last) && IsVowel(word, last - 1) && !IsVowel(word, last - 2) && word[last] is not ('w' or 'x' or 'y');
    }

    private static bool IsVowel(ReadOnlySpan<char> word, int i) =>
        word[i] is 'a' or 'e' or 'i' or 'o' or 'u' || (word[i] == 'y' && i > 0 && !IsVowel(word, i - 1));
}
