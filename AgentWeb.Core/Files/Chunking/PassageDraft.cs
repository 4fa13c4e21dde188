using System.Text;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Text;
using AgentWeb.Core.Models;

namespace AgentWeb.Core.Files.Chunking;

/// <summary>The passage that is being filled.</summary>
internal sealed class PassageDraft
{
    private const string Separator = " › ";

    /// <summary>A passage below this is not ended by a heading: sections of a line or two are found better together.</summary>
    private const int LeastBeforeHeading = 120;

    /// <summary>A passage below this is not ended by a page or sheet: it is a title, or the end of a sentence.</summary>
    private const int LeastBeforePage = 25;

    private readonly StringBuilder _text = new();
    private int _tokens;
    private Piece? _first;
    private Piece? _firstPlaced;
    private Piece? _last;
    private IReadOnlyList<string>? _path;

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => _last is null;

    /// <summary>Whether it is better ended before these, which stay together.</summary>
    public bool EndsBefore(IReadOnlyList<Piece> next)
    {
        if (_last is null)
        {
            return false;
        }

        var first = next[0];
        return first.GoesOn
            || _tokens >= Chunker.Target
            || _tokens + next.Sum(p => p.Tokens + 1) > Chunker.Most
            || (first.IsHeading && _tokens >= LeastBeforeHeading)
            || (_tokens >= LeastBeforePage && (first.Page != _last.Page || IsOtherSheet(first)));
    }

    /// <summary>Adds them.</summary>
    public void Add(IReadOnlyList<Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            if (_last is not null)
            {
                _text.Append(piece.Range is { } range && _last.Range is { } before && range.Follows(before) ? "\n" : "\n\n");
                _tokens++;
            }

            _text.Append(piece.Text);
            _tokens += piece.Tokens;
            _first ??= piece;
            _firstPlaced ??= piece.Place is null ? null : piece;
            _last = piece;
        }

        // Several sections in one passage: what they have in common is true for all of it.
        var path = pieces[^1].Path;
        _path = _path is null ? path : [.. _path.Zip(path).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)];
    }

    /// <summary>The passage; the draft is empty afterwards.</summary>
    public Passage End()
    {
        var text = _text.ToString();
        var passage = new Passage(text, _first!.Page, Label(Place()), Label(string.Join(Separator, _path!)), TokenEstimate.Of(text));
        _text.Clear();
        (_tokens, _first, _firstPlaced, _last, _path) = (0, null, null, null, null);
        return passage;
    }

    private bool IsOtherSheet(Piece next) => next.Range is { } range && _firstPlaced?.Range is { } before && range.Sheet != before.Sheet;

    private string? Place() =>
        _firstPlaced?.Range is { } first && _last!.Range is { } last && first.To(last) is { } all ? all.ToString() : _firstPlaced?.Place;

    private static string? Label(string? text) =>
        string.IsNullOrEmpty(text) ? null : Shortened.To(text, FilePassage.MaxLabelLength);
}
