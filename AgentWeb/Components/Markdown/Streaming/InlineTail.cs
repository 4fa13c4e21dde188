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
    private readonly StringBuilder _unsettled = new();

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
        else if (pending.Length > _unsettled.Length)
        {
            var more = pending.ToString(_unsettled.Length, pending.Length - _unsettled.Length);
            AppendText(more);
            _unsettled.Append(more);
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
        var isKept = BeginsAsShown(settled[0]);
        if (!isKept)
        {
            growth.Truncate(_mark);
        }

        settled = WithLead(settled, isKept ? _lead.Length + _unsettled.Length : 0);
        _mark = growth.Count;
        if (settled is [{ Kind: FragmentKind.Plain, Text: var text }] && pending.Length > 0)
        {
            // One piece for both: most tokens are the space behind the last word and the next word.
            AppendText(text + pending);
            _lead = text;
        }
        else
        {
            AppendFragments(settled);
            _mark = growth.Count;
            AppendText(pending);
            _lead = string.Empty;
        }

        _unsettled.Clear().Append(pending);
    }

    /// <summary>Whether what is shown may stay. (What was taken for a formula had its spaces before the end of a line, which text has not.)</summary>
    private bool BeginsAsShown(Fragment settled) => settled.Kind is FragmentKind.Plain
        && settled.Text.Length >= _unsettled.Length
        && _unsettled.Equals(settled.Text.AsSpan(0, _unsettled.Length));

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
