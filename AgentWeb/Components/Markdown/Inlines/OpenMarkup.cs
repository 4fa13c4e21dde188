namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>
/// The emphasis and brackets that are open at a place in a text. It only follows markup that is properly nested and closes with
/// the very run it was opened with; for the rest it says so by <see langword="false"/>, and the text is settled at its end.
/// Each step takes the same time however much is open.
/// </summary>
internal sealed class OpenMarkup
{
    private readonly Stack<(char Char, int Length)> _open = [];
    private readonly Dictionary<char, int> _counts = [];
    private bool _hasBracketInBracket;

    /// <summary>Whether nothing is open.</summary>
    public bool IsEmpty => _open.Count == 0;

    /// <summary>A run of <c>*</c>, <c>_</c> or <c>~</c>, with what its neighbours allow it to do.</summary>
    /// <returns>False when it is not known what the run does.</returns>
    public bool TryRun(char of, int length, bool canOpen, bool canClose)
    {
        if (length > (of == '~' ? 2 : 3) || (length == 3 && canOpen && canClose))
        {
            return false;
        }

        if (canClose && (!canOpen || IsOpen(of)))
        {
            return TryPop(of, length);
        }

        Push(of, length);
        return true;
    }

    /// <summary>An opening bracket.</summary>
    public void Bracket()
    {
        _hasBracketInBracket |= IsOpen('[');
        Push('[', 1);
    }

    /// <summary>A closing bracket.</summary>
    /// <param name="mayHaveTarget">Whether an address in parentheses behind it makes a link for certain; null when the bracket closes nothing.</param>
    /// <returns>False when it is not known what the bracket does.</returns>
    public bool TryCloseBracket(out bool? mayHaveTarget)
    {
        mayHaveTarget = null;
        if (!IsOpen('['))
        {
            return true;
        }

        if (!TryPop('[', 1))
        {
            return false;
        }

        mayHaveTarget = !_hasBracketInBracket;
        _hasBracketInBracket &= IsOpen('[');
        return true;
    }

    private bool IsOpen(char of) => _counts.GetValueOrDefault(of) > 0;

    private void Push(char of, int length)
    {
        _open.Push((of, length));
        _counts[of] = _counts.GetValueOrDefault(of) + 1;
    }

    private bool TryPop(char of, int length)
    {
        if (!_open.TryPeek(out var last) || last != (of, length))
        {
            return false;
        }

        _open.Pop();
        _counts[of]--;
        return true;
    }
}
