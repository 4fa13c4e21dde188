using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Language;
using AgentWeb.Core.Models;

namespace AgentWeb.Core.Context.Citations;

/// <summary>
/// Takes from a reply's text which passages it refers to. A number that was not given is no citation, and neither is one all of whose
/// sentences share no word with the passage: a model that cites at random is not believed. The words are compared by their stems; they do not
/// prove that the passage says what the sentence says.
/// </summary>
internal static class SupportedCitations
{
    /// <summary>The citations, by number.</summary>
    /// <param name="text">The whole text of the reply.</param>
    /// <param name="sources">The passages that the model was given.</param>
    /// <param name="before">Citations that the reply has already, which stay.</param>
    public static List<Citation> In(string text, IReadOnlyList<GivenPassage> sources, IReadOnlyList<Citation> before)
    {
        var byNumber = sources.ToDictionary(s => s.Number);
        var found = before.ToDictionary(c => c.Number);
        foreach (var mark in CitationMark.In(text))
        {
            foreach (var number in mark.Numbers.Where(n => !found.ContainsKey(n)))
            {
                if (byNumber.TryGetValue(number, out var source) && SharedWords.Any(CitedSentence.At(text, mark).ToString(), $"{source.Heading}\n{source.Text}"))
                {
                    found.Add(number, Of(source));
                }
            }
        }

        return [.. found.Values.OrderBy(c => c.Number)];
    }

    /// <summary>The citations whose numbers are in a text; what was cited from a part of it that is gone is left out.</summary>
    public static List<Citation> StillIn(string text, IReadOnlyList<Citation> citations)
    {
        var numbers = citations.Count == 0 ? [] : CitationMark.In(text).SelectMany(mark => mark.Numbers).ToHashSet();
        return [.. citations.Where(c => numbers.Contains(c.Number))];
    }

    /// <summary>What a reference to a passage is.</summary>
    public static Citation Of(GivenPassage source) => new()
    {
        Number = source.Number,
        FileId = source.FileId,
        Passage = source.Position,
        FileName = source.FileName,
        Page = source.Page,
        Place = source.Place,
    };
}
