using System.Text;

namespace AgentWeb.Core.Context.Citations;

/// <summary>A place where a reply refers to passages: <c>[2]</c> or <c>[1, 3]</c>.</summary>
/// <param name="Start">Where it begins, in UTF-16 characters.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Numbers">The passages.</param>
internal readonly record struct CitationMark(int Start, int Length, IReadOnlyList<int> Numbers)
{
    private const int MostDigits = 3;

    /// <summary>The marks in a Markdown text, but for those in code and those that are links.</summary>
    public static IEnumerable<CitationMark> In(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '`')
            {
                i = BehindCode(text, i);
            }
            else if (text[i] == '[' && (i == 0 || text[i - 1] != '\\') && At(text, i) is { } mark)
            {
                yield return mark;
                i += mark.Length;
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>The text without its marks and the spaces before them.</summary>
    public static string Without(string text)
    {
        var rest = new StringBuilder(text.Length);
        var end = 0;
        foreach (var mark in In(text))
        {
            rest.Append(text.AsSpan(end, mark.Start - end).TrimEnd(' '));
            end = mark.Start + mark.Length;
        }

        return rest.Append(text.AsSpan(end)).ToString();
    }

    private static CitationMark? At(string text, int start)
    {
        var numbers = new List<int>();
        for (var i = start + 1; i < text.Length;)
        {
            var (number, digits) = (0, 0);
            for (; i < text.Length && digits <= MostDigits && char.IsAsciiDigit(text[i]); i++, digits++)
            {
                number = (number * 10) + (text[i] - '0');
            }

            if (number == 0 || digits > MostDigits || i == text.Length)
            {
                return null;
            }

            numbers.Add(number);
            switch (text[i])
            {
                case ']':
                    return i + 1 < text.Length && text[i + 1] is '(' or ':' ? null : new CitationMark(start, i + 1 - start, numbers);
                case ',':
                    i += i + 1 < text.Length && text[i + 1] == ' ' ? 2 : 1;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Behind the code that begins here: a block ends with the text at the latest, code in a line with its line or is none.</summary>
    private static int BehindCode(string text, int start)
    {
        var length = Run(text, start);
        var limit = length >= 3 ? text.Length : text.IndexOf('\n', start) is >= 0 and var line ? line : text.Length;
        for (var i = start + length; i < limit;)
        {
            var run = Run(text, i);
            if (run == length)
            {
                return i + run;
            }

            i += Math.Max(run, 1);
        }

        return length >= 3 ? limit : start + length;
    }

    private static int Run(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] == '`')
        {
            end++;
        }

        return end - start;
    }
}
