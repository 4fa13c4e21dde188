using Markdig.Parsers;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Parsing;

/// <summary>How deep quotes and lists may stand in each other.</summary>
internal static class Nesting
{
    /// <summary>Deeper markers are text. A line of a thousand <c>&gt;</c> would otherwise make a thousand elements.</summary>
    public const int MaxContainers = 32;

    /// <summary>Whether one more container may be opened where the processor stands.</summary>
    public static bool HasRoom(BlockProcessor processor)
    {
        var depth = 0;
        for (Block? block = processor.CurrentContainer; block is not null; block = block.Parent)
        {
            depth++;
        }

        return depth < MaxContainers;
    }
}

/// <summary>Opens quotes down to <see cref="Nesting.MaxContainers"/>.</summary>
internal sealed class ShallowQuoteParser : QuoteBlockParser
{
    /// <inheritdoc />
    public override BlockState TryOpen(BlockProcessor processor)
        => Nesting.HasRoom(processor) ? base.TryOpen(processor) : BlockState.None;
}

/// <summary>Opens lists down to <see cref="Nesting.MaxContainers"/>.</summary>
internal sealed class ShallowListParser : ListBlockParser
{
    /// <inheritdoc />
    public override BlockState TryOpen(BlockProcessor processor)
        => Nesting.HasRoom(processor) ? base.TryOpen(processor) : BlockState.None;
}
