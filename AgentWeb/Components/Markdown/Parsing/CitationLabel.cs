using System.Text;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>
/// What a passage is referred to by, as in <c>[1]</c> or <c>[1, 3]</c>. In the text of a reply that was given passages nothing else is read into such
/// brackets, whether the passages are known or not: what follows them is no address and no label.
/// </summary>
internal static class CitationLabel
{
    private const int MaxDigits = 3;

    // "[999, 999, 999, 999]"; longer lists are text.
    private const int MaxLength = 24;

    /// <summary>Says what the numbers of a document refer to.</summary>
    /// <param name="document">The document.</param>
    /// <param name="sources">Their names by number; null when the reply was given no passages.</param>
    public static void SetSources(MarkdownDocument document, IReadOnlyDictionary<int, string>? sources) => document.SetData(typeof(CitationLabel), sources!);

    /// <summary>What the numbers of a document refer to; null when the reply was given no passages.</summary>
    public static IReadOnlyDictionary<int, string>? Sources(MarkdownDocument document) => document.GetData(typeof(CitationLabel)) as IReadOnlyDictionary<int, string>;

    /// <summary>The numbers in the label with which a text begins.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">How long the label is, brackets included.</param>
    /// <returns>Null when it begins otherwise.</returns>
    public static IReadOnlyList<int>? At(ReadOnlySpan<char> text, out int length)
    {
        length = text[..Math.Min(text.Length, MaxLength)].IndexOf(']') + 1;
        return length > 2 && text[0] == '[' ? Numbers(text[1..(length - 1)]) : null;
    }

    /// <summary>Whether a text ends in a label whose closing bracket comes next.</summary>
    public static bool EndsIn(StringBuilder text)
    {
        var start = text.Length - 1;
        while (start >= 0 && text.Length - start < MaxLength && text[start] != '[')
        {
            start--;
        }

        // Behind an exclamation mark it is a picture, behind a backslash text.
        return start >= 0 && text[start] == '[' && (start == 0 || text[start - 1] is not ('!' or '\\'))
            && Numbers(text.ToString(start + 1, text.Length - start - 1)) is not null;
    }

    private static List<int>? Numbers(ReadOnlySpan<char> inside)
    {
        var numbers = new List<int>();
        foreach (var range in inside.Split(','))
        {
            var digits = inside[range];
            digits = numbers.Count > 0 && digits is [' ', ..] ? digits[1..] : digits;
            if (digits.Length is 0 or > MaxDigits || digits[0] == '0' || digits.ContainsAnyExceptInRange('0', '9'))
            {
                return null;
            }

            numbers.Add(int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));
        }

        return numbers;
    }
}
