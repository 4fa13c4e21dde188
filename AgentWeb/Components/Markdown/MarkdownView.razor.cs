using Microsoft.AspNetCore.Components;

namespace AgentWeb.Components.Markdown;

/// <summary>Shows a finished text as Markdown. The text is read again only when it changes.</summary>
public sealed partial class MarkdownView
{
    private string? _rendered;
    private MarkupString _html;

    /// <summary>The text; nothing in it is trusted.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (!string.Equals(_rendered, Text, StringComparison.Ordinal))
        {
            _rendered = Text;
            _html = new MarkupString(MarkdownHtml.ToHtml(Text));
        }
    }
}
