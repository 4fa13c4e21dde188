using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>A reference to a footnote inside a line.</summary>
internal sealed class NoteReference(string label) : LeafInline
{
    /// <summary>The note's label.</summary>
    public string Label { get; } = label;
}

/// <summary>References to footnotes. It looks at a bracket before the parser of links does.</summary>
internal sealed class NoteReferenceParser : InlineParser
{
    /// <summary>Makes the parser.</summary>
    public NoteReferenceParser() => OpeningCharacters = ['['];

    /// <inheritdoc />
    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (NoteLabel.At(slice.AsSpan()) is not { } label || !NoteLabel.Refers(processor.Document, label))
        {
            return false;
        }

        processor.Inline = new NoteReference(label);
        slice.Start += NoteLabel.LengthOf(label);
        return true;
    }
}
