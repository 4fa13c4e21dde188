namespace AgentWeb.Core.Files.Retrieval.Index;

/// <summary>Reads what <see cref="PostingsWriter"/> wrote.</summary>
internal ref struct PostingsReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private int _last = -1;

    /// <summary>Reads the next one.</summary>
    /// <returns>False behind the last one, and where bytes are missing.</returns>
    public bool TryRead(out Posting posting)
    {
        posting = default;
        if (!TryNumber(out var distance) || !TryNumber(out var count) || !TryNumber(out var length))
        {
            return false;
        }

        _last += distance + 1;
        posting = new(_last, count >> 1, (count & 1) != 0, length);
        return true;
    }

    private bool TryNumber(out int number)
    {
        number = 0;
        for (var i = 0; i < _rest.Length && i < 5; i++)
        {
            number |= (_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
