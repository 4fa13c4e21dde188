namespace AgentWeb.Core.Data.Search;

/// <summary>What is looked for: every one of these words. Read from whatever a person typed; nothing in it has a meaning but its words.</summary>
public sealed class SearchWords
{
    /// <summary>Words beyond these are not looked for.</summary>
    public const int Max = 16;

    private readonly HashSet<string> _whole;

    private SearchWords(List<string> typed, HashSet<string> whole, string? beginning)
    {
        Typed = typed;
        _whole = whole;
        Beginning = beginning;
    }

    /// <summary>There is nothing to look for.</summary>
    public bool IsEmpty => _whole.Count == 0 && Beginning is null;

    /// <summary>The words as they were typed.</summary>
    internal IReadOnlyList<string> Typed { get; }

    /// <summary>Words that must be there as they are, folded.</summary>
    internal IReadOnlyCollection<string> Whole => _whole;

    /// <summary>A word that is still being typed: what begins with it counts. Null when a separator follows the last word.</summary>
    internal string? Beginning { get; }

    /// <summary>Reads a query.</summary>
    public static SearchWords Read(string? query)
    {
        var text = query ?? "";
        var words = Words.In(text).Where(word => !word.EndsRun).Take(Max).ToList();
        var typed = words.ConvertAll(word => text.Substring(word.Start, word.Length));
        string? beginning = null;
        if (words.Count > 0 && words[^1] is var last && last.Start + last.Length == text.Length)
        {
            beginning = last.Folded;
            words.RemoveAt(words.Count - 1);
        }

        var whole = words.Select(word => word.Folded).ToHashSet(StringComparer.Ordinal);
        return new(typed, whole, beginning);
    }

    /// <summary>Whether this is one of the words, as a text has it.</summary>
    internal bool Has(string folded) =>
        _whole.Contains(folded) || (Beginning is not null && folded.StartsWith(Beginning, StringComparison.Ordinal));
}
