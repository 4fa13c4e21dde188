using System.Buffers;
using System.Net.ServerSentEvents;
using System.Text;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>
/// Takes the chunks out of the body of an answer: server-sent events, or one JSON document from servers that do not stream.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="done">Called when the server says that no more will come.</param>
internal sealed class AnswerReader(Stream body, Action done)
{
    private readonly AnswerStream _body = new(body);
    private readonly Chunk _chunk = new();

    /// <summary>Events that were no JSON; they are left out of the answer.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Bytes of the body that were read.</summary>
    public long BytesRead => _body.BytesRead;

    /// <summary>Whether the answer was one document, which is complete when it could be read.</summary>
    public bool IsDocument { get; private set; }

    /// <summary>The chunks; each is valid until the next is asked for.</summary>
    /// <exception cref="InvalidDataException">An event, or the document, is too large.</exception>
    public async IAsyncEnumerable<Chunk> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await _body.PeekAsync(cancellation) is (byte)'{' or (byte)'[')
        {
            IsDocument = true;
            var document = await ReadAllAsync(cancellation);
            if (Understood(document.Span, eventType: ""))
            {
                yield return _chunk;
            }

            yield break;
        }

        var events = SseParser.Create(_body, (type, data) =>
        {
            _body.EventRead();
            return Understood(data, type);
        });
        await foreach (var item in events.EnumerateAsync(cancellation))
        {
            if (item.Data)
            {
                yield return _chunk;
            }
        }
    }

    private bool Understood(ReadOnlySpan<byte> data, string eventType)
    {
        data = data.Trim(" \t\r\n"u8);
        if (data.IsEmpty)
        {
            return false;
        }

        if (data.SequenceEqual("[DONE]"u8))
        {
            done();
            return false;
        }

        if (!ChunkReader.TryRead(data, _chunk))
        {
            Unreadable++;
            return false;
        }

        if (eventType == "error")
        {
            _chunk.Error ??= ServerError.OfBody(Encoding.UTF8.GetString(data));
        }

        return true;
    }

    private async Task<ReadOnlyMemory<byte>> ReadAllAsync(CancellationToken cancellation)
    {
        var document = new ArrayBufferWriter<byte>();
        int count;
        do
        {
            count = await _body.ReadAsync(document.GetMemory(4096), cancellation);
            document.Advance(count);
        }
        while (count > 0);

        var start = document.WrittenSpan.IndexOfAny((byte)'{', (byte)'[');
        return document.WrittenMemory[Math.Max(start, 0)..];
    }
}
