using AgentWeb.Components.Markdown.Html;
using AgentWeb.Components.Markdown.Parsing;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>
/// References to footnotes: buttons, since an address with only a <c>#</c> leads away from the page, and two replies may have notes of the
/// same name. <c>wwwroot/js/rich/notes.js</c> goes from one to the other.
/// </summary>
internal sealed class NoteReferenceHtml : HtmlObjectRenderer<NoteReference>
{
    /// <inheritdoc />
    protected override void Write(HtmlRenderer renderer, NoteReference note)
    {
        if (LinkHtml.IsInLink(note))
        {
            renderer.Write("<sup>").Write(note.Label).Write("</sup>");
            return;
        }

        renderer.Write("<sup><button type=\"button\" class=\"note-reference\" data-note-reference=\"").Write(note.Label)
            .Write("\" aria-label=\"").Write(MarkdownWords.Say("Note")).Write(" ").Write(note.Label).Write("\">").Write(note.Label).Write("</button></sup>");
    }
}
