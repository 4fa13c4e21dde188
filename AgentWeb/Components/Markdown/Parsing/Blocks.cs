using System.Text;
using Markdig.Helpers;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>Questions to Markdig's blocks.</summary>
internal static class Blocks
{
    /// <summary>The lines of a block as one text; line ends are <c>\n</c>, and there is none behind the last.</summary>
    public static string Text(this LeafBlock block)
    {
        var lines = block.Lines;
        if (lines.Count == 1)
        {
            return lines.Lines[0].Slice.ToString();
        }

        var text = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            text.Append(i == 0 ? string.Empty : "\n").Append(lines.Lines[i].Slice.AsSpan());
        }

        return text.ToString();
    }

    /// <summary>Whether the block is the first one of a list item, where a task's box may stand.</summary>
    public static bool MayBeTask(this LeafBlock block)
        => block is ParagraphBlock { Parent: ListItemBlock item } && item.FirstOrDefault(child => child is not BlankLineBlock) == block;

    /// <summary>The block that the last line went into; null in an empty document.</summary>
    public static LeafBlock? LastLeaf(this MarkdownDocument document)
    {
        Block? block = document;
        while (block is ContainerBlock container)
        {
            block = container.LastOrDefault(IsShown);
        }

        return block as LeafBlock;
    }

    /// <summary>Adds the rest of a line to a block that was given the line's beginning.</summary>
    public static void ExtendLastLine(this LeafBlock block, string rest)
    {
        ref var slice = ref block.Lines.Lines[block.Lines.Count - 1].Slice;
        slice = new StringSlice(slice.ToString() + rest, NewLine.LineFeed);
        if (block is HeadingBlock)
        {
            // The marks at the end of a heading are not part of it; Markdig knows which.
            var heading = new BlockReader();
            heading.ReadAll("# " + slice.ToString());
            slice = ((LeafBlock)heading.Document[0]).Lines.Lines[0].Slice;
        }
    }

    /// <summary>
    /// Whether a block is part of what a reader sees. The others come and go as Markdig likes: blank lines leave a list when it
    /// ends, and the definitions of links stand behind whatever was there when the first of them was found.
    /// </summary>
    public static bool IsShown(this Block block) => block is not (BlankLineBlock or LinkReferenceDefinitionGroup);
}
