using System.Buffers;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>What a footnote is referred to by, as in <c>[^1]</c>.</summary>
internal static class NoteLabel
{
    /// <summary>Longer ones are text.</summary>
    public const int MaxLength = 32;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <summary>Whether a label may hold this character.</summary>
    public static bool Holds(char c) => Characters.Contains(c);

    /// <summary>The label with which <paramref name="text"/> begins, marks included; null when it begins otherwise.</summary>
    public static string? At(ReadOnlySpan<char> text)
    {
        if (text is not ['[', '^', ..])
        {
            return null;
        }

        var length = text[2..].IndexOfAnyExcept(Characters);
        return length is > 0 and <= MaxLength && text[length + 2] == ']' ? text.Slice(2, length).ToString() : null;
    }

    /// <summary>The length of a label with its marks.</summary>
    public static int LengthOf(string label) => label.Length + 3;

    /// <summary>Remembers that there is such a note.</summary>
    public static void Define(MarkdownDocument document, string label)
    {
        if (document.GetData(typeof(NoteLabel)) is not HashSet<string> labels)
        {
            document.SetData(typeof(NoteLabel), labels = new HashSet<string>(StringComparer.Ordinal));
        }

        labels.Add(label);
    }

    /// <summary>
    /// Whether a label refers to a note. Numbers always do, so that they show while the note has not come; words only when there is
    /// such a note, since <c>[^a-z]</c> means something else to many.
    /// </summary>
    public static bool Refers(MarkdownDocument document, string label)
        => (label.Length <= 3 && !label.AsSpan().ContainsAnyExceptInRange('0', '9'))
            || (document.GetData(typeof(NoteLabel)) is HashSet<string> labels && labels.Contains(label));
}
