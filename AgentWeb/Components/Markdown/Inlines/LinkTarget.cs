namespace AgentWeb.Components.Markdown.Inlines;

/// <summary>
/// Follows the address and title of a link, from the parenthesis behind its text to the one that ends it. It knows the simple
/// forms; of the others it says that it does not know.
/// </summary>
internal sealed class LinkTarget
{
    private State _state;
    private int _depth;

    private enum State
    {
        None,
        Start,
        Address,
        BeforeTitle,
        Title,
        AfterTitle,
    }

    /// <summary>Whether a target is open.</summary>
    public bool IsOpen => _state is not State.None;

    /// <summary>Enters a target, behind its parenthesis.</summary>
    public void Open() => (_state, _depth) = (State.Start, 0);

    /// <summary>Forgets the target.</summary>
    public void Clear() => _state = State.None;

    /// <summary>Takes the next character.</summary>
    /// <returns>False when it is not known where the target ends.</returns>
    public bool TryNext(char c)
    {
        if (c is '\\' or '\n' or '<' or '&' || char.IsControl(c))
        {
            return false;
        }

        return _state switch
        {
            State.Start or State.Address => TryAddress(c),
            State.BeforeTitle => c is '"' && Go(State.Title),
            State.Title => Go(c is '"' ? State.AfterTitle : State.Title),
            _ => c is ')' && Go(State.None),
        };
    }

    private bool TryAddress(char c)
    {
        switch (c)
        {
            case ')' when _depth == 0:
                return Go(State.None);
            case ')':
                _depth--;
                break;
            case '(':
                _depth++;
                break;
            case ' ':
                return _state is State.Address && _depth == 0 && Go(State.BeforeTitle);
            case '"' or '\'':
                return false;
        }

        return !char.IsWhiteSpace(c) && Go(State.Address);
    }

    private bool Go(State state)
    {
        _state = state;
        return true;
    }
}
