using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>A reference to passages inside a line.</summary>
internal sealed class CitationReference(string text, IReadOnlyList<int> numbers, IReadOnlyDictionary<int, string> sources) : LeafInline
{
    /// <summary>As it was written.</summary>
    public string Text { get; } = text;

    /// <summary>The numbers.</summary>
    public IReadOnlyList<int> Numbers { get; } = numbers;

    /// <summary>What numbers refer to.</summary>
    public IReadOnlyDictionary<int, string> Sources { get; } = sources;
}

/// <summary>References to passages. It looks at a bracket before the parser of links does.</summary>
internal sealed class CitationReferenceParser : InlineParser
{
    /// <summary>Makes the parser.</summary>
    public CitationReferenceParser() => OpeningCharacters = ['['];

    /// <inheritdoc />
    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (CitationLabel.Sources(processor.Document) is not { } sources || CitationLabel.At(slice.AsSpan(), out var length) is not { } numbers)
        {
            return false;
        }

        processor.Inline = new CitationReference(slice.AsSpan()[..length].ToString(), numbers, sources);
        slice.Start += length;
        return true;
    }
}
