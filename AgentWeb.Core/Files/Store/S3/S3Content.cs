using Amazon.S3;
using Amazon.S3.Model;

namespace AgentWeb.Core.Files.Store.S3;

/// <summary>An object of a bucket as a stream that can seek: it is asked for from where it is read, and no more of it than is taken.</summary>
internal sealed class S3Content(IAmazonS3 client, string bucket, string name, long length) : Stream
{
    private GetObjectResponse? _answer;
    private long _position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        var read = await S3Calls.RunAsync("read a file", () => ReadOnceAsync(buffer, cancellationToken), cancellationToken);
        _position += read;
        return read > 0 ? read : throw new FileStoreException("The file store could not read a file: its answer ended too early.");
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously: it comes over the network.");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch { SeekOrigin.Current => _position, SeekOrigin.End => length, _ => 0 };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        if (target != _position)
        {
            Forget();
        }

        return _position = target;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
        }

        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _answer ??= await client.GetObjectAsync(
            new GetObjectRequest { BucketName = bucket, Key = name, ByteRange = new ByteRange(_position, length - 1) }, cancellationToken);
        return await _answer.ResponseStream.ReadAsync(buffer, cancellationToken);
    }

    private void Forget()
    {
        _answer?.Dispose();
        _answer = null;
    }
}
