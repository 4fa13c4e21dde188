using System.Text;
using AgentWeb.Components.Markdown.Inlines;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>
/// Inline text that is still being written. What is settled shows formatted; what is not shows as it was written, and is taken
/// back when it turns out to be markup.
/// </summary>
/// <param name="context">What the blocks of a reply share.</param>
/// <param name="growth">Where the text shows.</param>
/// <param name="mayBeTask">Whether a task's box may stand at its start.</param>
internal sealed class InlineTail(LiveContext context, Growth growth, bool mayBeTask)
{
    private readonly InlineScanner _scanner = context.Inlines.CreateScanner();
    private StringBuilder? _start = mayBeTask ? new() : null;

    // What is not settled stands in the pieces behind the mark. They may begin with some text that is.
    private int _mark;
    private string _lead = string.Empty;
    private int _shown;

    /// <summary>Whether links in the text may depend on definitions.</summary>
    public bool HasReferences { get; private set; }

    /// <summary>Takes in more text; see <see cref="InlineScanner.Append"/>.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        if (_start is null)
        {
            _scanner.Append(text);
            return;
        }

        _start.Append(text);
        if (TaskMark.IsAtStart(_start.ToString()) is { } isTask)
        {
            EndStart(isTask);
        }
    }

    /// <summary>Shows what came since the last call.</summary>
    public void Show()
    {
        var pending = _scanner.Pending;
        if (!_scanner.Settled.IsEmpty)
        {
            ShowSettled(_scanner.Settled.Take(), pending.ToString());
        }
        else if (_lead.Length + pending.Length > _shown)
        {
            AppendText(pending.ToString(_shown - _lead.Length, _lead.Length + pending.Length - _shown));
            _shown = _lead.Length + pending.Length;
        }
    }

    /// <summary>Ends the text and shows all of it.</summary>
    public void Close()
    {
        if (_start is not null)
        {
            EndStart(isTask: false);
        }

        _scanner.Finish();
        Show();
    }

    private void EndStart(bool isTask)
    {
        var start = _start!.ToString();
        _start = null;
        if (isTask)
        {
            growth.Append(Piece.OfHtml(TaskMark.Html(start)));
            _mark = growth.Count;
        }

        _scanner.Append(isTask ? start.AsSpan()[TaskMark.Length..] : start);
    }

    private void ShowSettled(Fragment[] settled, string pending)
    {
        var isKept = settled[0].Kind is FragmentKind.Plain && _lead.Length + settled[0].Text.Length >= _shown;
        if (!isKept)
        {
            growth.Truncate(_mark);
        }

        settled = WithLead(settled, isKept ? _shown : 0);
        _mark = growth.Count;
        if (settled is [{ Kind: FragmentKind.Plain, Text: var text }] && pending.Length > 0)
        {
            // One piece for both: most tokens are the space behind the last word and the next word.
            AppendText(text + pending);
            (_lead, _shown) = (text, text.Length + pending.Length);
        }
        else
        {
            AppendFragments(settled);
            _mark = growth.Count;
            AppendText(pending);
            (_lead, _shown) = (string.Empty, pending.Length);
        }
    }

    private Fragment[] WithLead(Fragment[] settled, int shown)
    {
        if (settled[0].Kind is FragmentKind.Plain)
        {
            settled[0] = new Fragment(FragmentKind.Plain, (_lead + settled[0].Text)[shown..]);
            return settled;
        }

        return _lead.Length > 0 ? [new Fragment(FragmentKind.Plain, _lead), .. settled] : settled;
    }

    private void AppendText(string text)
    {
        if (text.Length > 0)
        {
            growth.Append(Piece.OfText(text));
        }
    }

    private void AppendFragments(Fragment[] fragments)
    {
        if (fragments is [{ Kind: FragmentKind.Plain, Text: var text }])
        {
            AppendText(text);
        }
        else
        {
            AppendHtml(fragments);
        }
    }

    private void AppendHtml(Fragment[] fragments)
    {
        var mayRefer = Array.Exists(fragments, fragment => fragment.Kind is FragmentKind.Markup && fragment.Text.Contains('['));
        HasReferences |= mayRefer;
        growth.Append(context.Piece(Html(), mayRefer ? Html : null));

        string Html()
        {
            var html = new StringBuilder();
            context.Inlines.Write(html, fragments);
            return html.ToString();
        }
    }
}
