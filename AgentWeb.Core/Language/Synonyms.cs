namespace AgentWeb.Core.Language;

/// <summary>
/// Words that are used for each other: people ask for the <c>holidays</c> of a contract that speaks of <c>leave</c>. The lists are general and kept
/// in files beside this, a group a line; a word may be in several groups.
/// </summary>
internal static class Synonyms
{
    private static readonly Lazy<ILookup<string, string>> English = new(() => Read("english", TextLanguage.English));
    private static readonly Lazy<ILookup<string, string>> German = new(() => Read("german", TextLanguage.German));

    /// <summary>The terms that may stand for a term of this language.</summary>
    public static IEnumerable<string> Of(string term, TextLanguage language) => (language == TextLanguage.German ? German : English).Value[term].Distinct();

    private static ILookup<string, string> Read(string name, TextLanguage language)
    {
        var type = typeof(Synonyms);
        using var stream = type.Assembly.GetManifestResourceStream($"{type.Namespace}.Synonyms.{name}.txt")!;
        using var reader = new StreamReader(stream);
        var groups = reader.ReadToEnd().Split('\n')
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' ').Select(word => Term(word, language)).OfType<string>().Distinct().ToList());
        return groups
            .SelectMany(group => group.SelectMany(word => group.Where(other => other != word).Select(other => (word, other))))
            .ToLookup(pair => pair.word, pair => pair.other, StringComparer.Ordinal);
    }

    /// <summary>What is written with a hyphen comes apart in texts, and cannot be looked up as one word.</summary>
    private static string? Term(string word, TextLanguage language) =>
        TermReader.Read(word).ToList() is [var only] ? TermReader.Term(only, language) : null;
}
