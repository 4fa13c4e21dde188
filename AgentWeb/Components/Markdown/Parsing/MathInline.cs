using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>A formula inside a line.</summary>
internal sealed class MathInline(string source, bool isDisplay) : LeafInline
{
    /// <summary>The formula with its marks.</summary>
    public string Source { get; } = source;

    /// <summary>Whether it stands on a line of its own.</summary>
    public bool IsDisplay { get; } = isDisplay;
}

/// <summary>Formulas inside lines; see <see cref="OpenMath"/>. It looks at a character before the parser of escapes does.</summary>
internal sealed class MathInlineParser : InlineParser
{
    /// <summary>Makes the parser.</summary>
    public MathInlineParser() => OpeningCharacters = ['$', '\\'];

    /// <inheritdoc />
    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var end = slice.Start;
        var opener = slice.CurrentChar;
        if (opener == '\\')
        {
            end++;
            opener = slice.PeekChar();
        }

        if (opener is not ('$' or '(' or '[') || (opener == '$' && (end != slice.Start || slice.PeekCharExtra(-1) == '$')))
        {
            return false;
        }

        var math = default(OpenMath);
        math.Begin(opener);
        MathState state;
        do
        {
            end++;
            state = math.Read(end <= slice.End ? slice.Text[end] : '\0');
        }
        while (state is MathState.Open);
        if (state is MathState.Failed)
        {
            return false;
        }

        processor.Inline = new MathInline(slice.Text[slice.Start..end], math.IsDisplay);
        slice.Start = end;
        return true;
    }
}
