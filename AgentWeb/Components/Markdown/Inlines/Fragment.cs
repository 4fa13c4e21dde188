namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>What a <see cref="Fragment"/> is.</summary>
internal enum FragmentKind
{
    /// <summary>Text in which nothing has a meaning.</summary>
    Plain,

    /// <summary>Markdown that can be read by itself.</summary>
    Markup,

    /// <summary>The end of a line that shows.</summary>
    HardBreak,
}

/// <summary>A part of a line of inline Markdown that nothing before or behind it can change any more.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its source.</param>
internal readonly record struct Fragment(FragmentKind Kind, string Text);
