using AgentWeb.Components.Markdown.Html;

namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>The box at the start of a list item, as in <c>- [x] bread</c>.</summary>
internal static class TaskMark
{
    /// <summary>The length of a mark, without the white space and the text that must follow it.</summary>
    public const int Length = 3;

    /// <summary>Whether <paramref name="text"/> starts with a mark; null while it is too short to tell.</summary>
    public static bool? IsAtStart(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPart = i switch
            {
                0 => text[i] == '[',
                1 => text[i] is ' ' or 'x' or 'X',
                2 => text[i] == ']',
                _ => text[i] is ' ' or '\t' or '\n',
            };
            if (!isPart)
            {
                return i > Length;
            }
        }

        return null;
    }

    /// <summary>The HTML of a mark. It is no check box: a reply is not a form, and a disabled one is not read out.</summary>
    public static string Html(ReadOnlySpan<char> mark) => mark[1] == ' '
        ? $"<span class=\"task\" role=\"img\" aria-label=\"{MarkdownWords.Say("To do")}\"></span>"
        : $"<span class=\"task done\" role=\"img\" aria-label=\"{MarkdownWords.Say("Done")}\"></span>";
}
