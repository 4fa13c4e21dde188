namespace AgentWeb.Core.Files.Retrieval.Index;

/// <summary>
/// Writes the postings of one term: for each passage, in rising order, the distance from the one before it, the count with the mark of
/// the heading as its lowest bit, and the length, each as a number of one byte for seven bits. A posting is three or four bytes.
/// </summary>
internal sealed class PostingsWriter
{
    private const int Seven = 7;
    private const int More = 0x80;

    private byte[] _bytes = new byte[4];
    private int _length;
    private int _last = -1;

    /// <summary>Adds a passage behind all that were added.</summary>
    public void Add(Posting posting)
    {
        Write(posting.Position - _last - 1);
        Write((posting.Count << 1) | (posting.InHeading ? 1 : 0));
        Write(posting.Length);
        _last = posting.Position;
    }

    /// <summary>What was written.</summary>
    public byte[] ToArray() => _bytes[.._length];

    private void Write(int number)
    {
        for (var rest = (uint)number; ; rest >>= Seven)
        {
            if (_length == _bytes.Length)
            {
                Array.Resize(ref _bytes, _length * 2);
            }

            if (rest < More)
            {
                _bytes[_length++] = (byte)rest;
                return;
            }

            _bytes[_length++] = (byte)(rest | More);
        }
    }
}
