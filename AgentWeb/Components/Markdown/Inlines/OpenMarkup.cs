namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>
/// The emphasis and brackets that are open at a place in a text. It only follows markup that is properly nested and closes with
/// the very run it was opened with; for the rest it says so by <see langword="false"/>, and the text is settled at its end.
/// </summary>
internal sealed class OpenMarkup
{
    private readonly List<Opener> _open = [];

    private readonly record struct Opener(char Char, int Length, bool HasBracketInside);

    /// <summary>Whether nothing is open.</summary>
    public bool IsEmpty => _open.Count == 0;

    /// <summary>Forgets everything.</summary>
    public void Clear() => _open.Clear();

    /// <summary>A run of <c>*</c>, <c>_</c> or <c>~</c>, with what its neighbours allow it to do.</summary>
    /// <returns>False when it is not known what the run does.</returns>
    public bool TryRun(char of, int length, bool canOpen, bool canClose)
    {
        if (length > (of == '~' ? 2 : 3) || (length == 3 && canOpen && canClose))
        {
            return false;
        }

        if (canClose && (!canOpen || _open.Exists(opener => opener.Char == of)))
        {
            return TryPop(of, length, out _);
        }

        _open.Add(new Opener(of, length, HasBracketInside: false));
        return true;
    }

    /// <summary>An opening bracket.</summary>
    public void Bracket()
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (_open[i].Char == '[')
            {
                _open[i] = _open[i] with { HasBracketInside = true };
            }
        }

        _open.Add(new Opener('[', 1, HasBracketInside: false));
    }

    /// <summary>A closing bracket.</summary>
    /// <param name="mayHaveTarget">Whether an address in parentheses behind it makes a link for certain; null when the bracket closes nothing.</param>
    /// <returns>False when it is not known what the bracket does.</returns>
    public bool TryCloseBracket(out bool? mayHaveTarget)
    {
        mayHaveTarget = null;
        if (!_open.Exists(opener => opener.Char == '['))
        {
            return true;
        }

        if (!TryPop('[', 1, out var opener))
        {
            return false;
        }

        mayHaveTarget = !opener.HasBracketInside && !_open.Exists(other => other.Char == '[');
        return true;
    }

    private bool TryPop(char of, int length, out Opener opener)
    {
        opener = _open.Count > 0 ? _open[^1] : default;
        if (opener.Char != of || opener.Length != length)
        {
            return false;
        }

        _open.RemoveAt(_open.Count - 1);
        return true;
    }
}
