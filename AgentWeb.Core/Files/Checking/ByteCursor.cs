namespace AgentWeb.Core.Files.Checking;

/// <summary>Reads bytes forward and passes over what does not matter. Beyond the end there is an exception, not zeros.</summary>
/// <param name="stream">The bytes; it can seek.</param>
internal sealed class ByteCursor(Stream stream)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly long _length = stream.Length;
    private long _bufferStart;
    private int _filled;
    private int _offset;

    /// <summary>Where it is.</summary>
    public long Position => _bufferStart + _offset;

    /// <summary>The next bytes, valid until anything else is read.</summary>
    /// <exception cref="EndOfStreamException">There are not so many.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int count, CancellationToken cancellationToken)
    {
        if (_filled - _offset < count)
        {
            await FillAsync(count, cancellationToken);
        }

        _offset += count;
        return _buffer.AsMemory(_offset - count, count);
    }

    /// <summary>Passes over bytes.</summary>
    /// <exception cref="EndOfStreamException">There are not so many.</exception>
    public void Skip(long count)
    {
        var target = Position + count;
        if (target > _length)
        {
            throw new EndOfStreamException();
        }

        if (target - _bufferStart <= _filled)
        {
            _offset = (int)(target - _bufferStart);
        }
        else
        {
            (_bufferStart, _filled, _offset) = (target, 0, 0);
        }
    }

    /// <summary>Passes over bytes until behind the next that has this value.</summary>
    /// <exception cref="EndOfStreamException">There is none.</exception>
    public async ValueTask SkipBehindAsync(byte value, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_offset == _filled)
            {
                await FillAsync(1, cancellationToken);
            }

            var at = _buffer.AsSpan(_offset, _filled - _offset).IndexOf(value);
            _offset = at < 0 ? _filled : _offset + at + 1;
            if (at >= 0)
            {
                return;
            }
        }
    }

    private async ValueTask FillAsync(int least, CancellationToken cancellationToken)
    {
        (_bufferStart, _offset) = (Position, 0);
        stream.Position = _bufferStart;
        _filled = await stream.ReadAtLeastAsync(_buffer, _buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (_filled < least)
        {
            throw new EndOfStreamException();
        }
    }
}
