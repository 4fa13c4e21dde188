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
    private readonly InlineScanner _scanner = new();
    private StringBuilder? _start = mayBeTask ? new() : null;
    private int _settledPieces;
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
        if (!_scanner.Settled.IsEmpty)
        {
            ShowSettled(_scanner.Settled.Take());
        }

        ShowPending();
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
            _settledPieces = growth.Count;
        }

        _scanner.Append(isTask ? start.AsSpan()[TaskMark.Length..] : start);
    }

    private void ShowSettled(Fragment[] settled)
    {
        if (settled[0].Kind is FragmentKind.Plain && settled[0].Text.Length >= _shown)
        {
            settled[0] = settled[0] with { Text = settled[0].Text[_shown..] };
        }
        else
        {
            growth.Truncate(_settledPieces);
        }

        if (settled is [{ Kind: FragmentKind.Plain, Text: var text }])
        {
            AppendText(text);
        }
        else
        {
            AppendHtml(settled);
        }

        _settledPieces = growth.Count;
        _shown = 0;
    }

    private void ShowPending()
    {
        if (_scanner.Pending.Length > _shown)
        {
            AppendText(_scanner.Pending.ToString(_shown, _scanner.Pending.Length - _shown));
            _shown = _scanner.Pending.Length;
        }
    }

    private void AppendText(string text)
    {
        if (text.Length > 0)
        {
            growth.Append(Piece.OfText(text));
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
