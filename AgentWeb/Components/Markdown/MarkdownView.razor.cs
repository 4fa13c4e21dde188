using Microsoft.AspNetCore.Components;

namespace AgentWeb.Components.Markdown;

/// <summary>Shows a finished text as Markdown. The text is read again only when it changes, or what it refers to.</summary>
public sealed partial class MarkdownView
{
    private (string Text, IReadOnlyDictionary<int, string>? Cited)? _rendered;
    private MarkupString _html;

    /// <summary>The text; nothing in it is trusted.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;

    /// <summary>Names of the passages that numbers in it refer to; another object is another list. Null when it was given none.</summary>
    [Parameter]
    public IReadOnlyDictionary<int, string>? Cited { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_rendered is not { } rendered || rendered.Cited != Cited || !string.Equals(rendered.Text, Text, StringComparison.Ordinal))
        {
            _rendered = (Text, Cited);
            _html = new MarkupString(MarkdownHtml.ToHtml(Text, Cited));
        }
    }
}
