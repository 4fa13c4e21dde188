namespace AgentWeb.Core.Models.Endpoints;

/// <summary>
/// The body of an answer as the event parser needs it: what was read to look at its beginning comes again, an event that the end
/// cuts off is completed by an empty line, and no event can fill the memory.
/// </summary>
internal sealed class AnswerStream(Stream inner) : Stream
{
    /// <summary>Bytes an event may have. The largest seen are tool calls that a server sends whole.</summary>
    public const int MaxEventBytes = 4 * 1024 * 1024;

    private static readonly byte[] LastLine = "\n\n"u8.ToArray();

    private ReadOnlyMemory<byte> _ahead;
    private int _sinceEvent;
    private bool _ended;

    /// <summary>Bytes that came.</summary>
    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Tells that an event is complete, from which the next one's size counts.</summary>
    public void EventRead() => _sinceEvent = 0;

    /// <summary>The first byte that is neither white space nor a byte order mark, without taking it; null for an empty body.</summary>
    public async ValueTask<byte?> PeekAsync(CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        var length = 0;
        while (length < buffer.Length)
        {
            var count = await inner.ReadAsync(buffer.AsMemory(length), cancellation);
            length += count;
            BytesRead += count;
            _ahead = buffer.AsMemory(0, length);
            var at = _ahead.Span.IndexOfAnyExcept(" \t\r\n\uFEFF"u8);
            if (at >= 0)
            {
                return buffer[at];
            }

            if (count == 0)
            {
                break;
            }
        }

        return null;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ahead.Length > 0)
        {
            var count = Math.Min(_ahead.Length, buffer.Length);
            _ahead[..count].CopyTo(buffer);
            _ahead = _ahead[count..];
            return Counted(count);
        }

        if (_ended)
        {
            return 0;
        }

        var read = await inner.ReadAsync(buffer, cancellationToken);
        BytesRead += read;
        if (read > 0 || buffer.Length == 0)
        {
            return Counted(read);
        }

        _ended = true;
        _ahead = LastLine;
        return await ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Counted(int count)
    {
        _sinceEvent += count;
        return _sinceEvent <= MaxEventBytes ? count : throw new InvalidDataException("An event of the answer is larger than 4 MiB.");
    }
}
