using System.Globalization;
using AgentWeb.Components.Markdown.Parsing;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Html;

/// <summary>Which elements stand around which block.</summary>
internal static class Shells
{
    private static readonly Shell Paragraph = new(new ShellElement("p"));
    private static readonly Shell Quote = new(new ShellElement("blockquote"));
    private static readonly Shell Item = new(new ShellElement("li"));

    /// <summary>A formula of which lines are still to come.</summary>
    public static Shell OpenMath { get; } = new(new ShellElement("p", [new("class", "math-source")]));

    /// <summary>A row of a table's body.</summary>
    public static Shell Row { get; } = new(new ShellElement("tr"));

    /// <summary>The elements around <paramref name="block"/>; null for what has no content or shows nothing.</summary>
    public static Shell? For(Block block) => block switch
    {
        ParagraphBlock => Paragraph,
        HeadingBlock heading => Heading(heading.Level),
        QuoteBlock => Quote,
        ListBlock list => List(list, list.IsLoose),
        ListItemBlock => Item,
        CodeBlock code => Code(code, isOpen: false),
        NoteBlock note => Note(note.Label),
        _ => null,
    };

    /// <summary>
    /// The element of a list. Items always hold paragraphs; whether a list is loose is a class, since the blank line that makes
    /// it so may come after a thousand items.
    /// </summary>
    public static Shell List(ListBlock list, bool isLoose)
    {
        var attributes = new List<KeyValuePair<string, string>>();
        if (isLoose)
        {
            attributes.Add(new("class", "loose"));
        }

        if (list is { IsOrdered: true, OrderedStart: { } start } && start is not "1"
            && int.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            attributes.Add(new("start", number.ToString(CultureInfo.InvariantCulture)));
        }

        return new(new ShellElement(list.IsOrdered ? "ol" : "ul", attributes));
    }

    /// <summary>The frame, the table and its body, with the header in front of the body.</summary>
    public static Shell Table(string header) => new(
        new ShellElement("div", [new("class", "table-frame"), new("tabindex", "0"), new("role", "group"), new("aria-label", MarkdownWords.Say("Table"))]),
        new ShellElement("table"),
        new ShellElement("tbody", [], $"<thead>{header}</thead>"));

    /// <summary>
    /// Code. A browser colours it, or makes a diagram of it, once it is complete (<c>wwwroot/js/rich/code.js</c>); until then it says that it is
    /// open.
    /// </summary>
    public static Shell Code(CodeBlock code, bool isOpen)
    {
        var language = Language(code);
        return new(
            new ShellElement("code-block", isOpen ? [new("class", "code-block"), new("data-open", "true")] : [new("class", "code-block")]),
            new ShellElement("pre", [new("tabindex", "0"), new("role", "group"), new("aria-label", language.Length > 0 ? $"{MarkdownWords.Say("Code")}, {language}" : MarkdownWords.Say("Code"))],
                CodeHeader.Html(language)),
            new ShellElement("code", language.Length > 0 ? [new("class", $"language-{language}")] : []));
    }

    /// <summary>One cell.</summary>
    public static Shell Cell(bool isHeader, ColumnAlignment alignment)
    {
        var attributes = new List<KeyValuePair<string, string>>();
        if (isHeader)
        {
            attributes.Add(new("scope", "col"));
        }

        if (alignment is not ColumnAlignment.None)
        {
            attributes.Add(new("class", $"align-{alignment.ToString().ToLowerInvariant()}"));
        }

        return new(new ShellElement(isHeader ? "th" : "td", attributes));
    }

    /// <summary>A reply's headings stand below those of the page: its first level is the page's third.</summary>
    private static Shell Heading(int level) => new(new ShellElement($"h{Math.Min(level + 2, 6)}"));

    private static string Language(CodeBlock code) => code is FencedCodeBlock { Info: { } info } ? info.Split(' ', 2)[0] : string.Empty;

    /// <summary>Its label leads back to the text.</summary>
    private static Shell Note(string label) => new(
        new ShellElement("div", [new("class", "note"), new("data-note", label)]),
        new ShellElement("div", [new("class", "note-text")],
            $"<button type=\"button\" class=\"note-label\" data-note-back aria-label=\"{MarkdownWords.Say("Back from note")} {label}\">{label}</button>"));
}
