using Microsoft.AspNetCore.Http.Features;

namespace AgentWeb.Hosting;

/// <summary>Tells how much a request brought: its announced length, or what was read of one that has none.</summary>
internal sealed class CountedRequestBody
{
    private readonly long? _announced;
    private long _read;

    private CountedRequestBody(long? announced) => _announced = announced;

    /// <summary>Bytes, before they are unpacked.</summary>
    public long Bytes => _announced ?? _read;

    /// <summary>Counts the body of a request from here on. One with an announced length is left as it is.</summary>
    public static CountedRequestBody Of(HttpContext context)
    {
        var counted = new CountedRequestBody(context.Request.ContentLength);
        if (counted._announced is null && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            context.Request.Body = new ReadStream(context.Request.Body, counted);
        }

        return counted;
    }

    private sealed class ReadStream(Stream inner, CountedRequestBody body) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Counted(await inner.ReadAsync(buffer, cancellationToken));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Counted(int read)
        {
            body._read += read;
            return read;
        }
    }
}
