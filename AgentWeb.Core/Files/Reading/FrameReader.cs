using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Reading;

/// <summary>Reads what <see cref="FrameWriter"/> wrote.</summary>
/// <param name="input">Where from.</param>
internal sealed class FrameReader(Stream input)
{
    /// <summary>A passage has some thousand characters, a term four bytes for each passage of the file.</summary>
    private const int MaxLength = 16 * 1024 * 1024;

    private readonly PipeReader _pipe = PipeReader.Create(input, new(bufferSize: 32 * 1024, leaveOpen: true));
    private byte[] _frame = new byte[4096];

    /// <summary>Reads the next frame.</summary>
    /// <returns>Its kind, with a reader at its content, valid until the next one is asked for; null at the end.</returns>
    /// <exception cref="InvalidDataException">There is none where one should be.</exception>
    public async ValueTask<(FrameKind Kind, BinaryReader Content)?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _pipe.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (TryTake(ref buffer, out var length))
            {
                _pipe.AdvanceTo(buffer.Start);
                var content = new BinaryReader(new MemoryStream(_frame, 0, length, writable: false), Encoding.UTF8);
                return ((FrameKind)content.ReadByte(), content);
            }

            _pipe.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return null; // What was cut off is nothing.
            }
        }
    }

    /// <summary>The content of <see cref="FrameKind.Passage"/>.</summary>
    public static IndexedPassage Passage(BinaryReader content)
    {
        var (text, page, place, heading) = (content.ReadString(), content.ReadInt32(), content.ReadString(), content.ReadString());
        return new(
            new Passage(text, page == 0 ? null : page, place.Length == 0 ? null : place, heading.Length == 0 ? null : heading, content.ReadInt32()),
            content.ReadInt32());
    }

    /// <summary>The content of <see cref="FrameKind.Term"/>.</summary>
    public static IndexedTerm Term(BinaryReader content) => new(content.ReadInt64(), content.ReadBytes(content.ReadInt32()));

    /// <summary>The content of <see cref="FrameKind.Refused"/>.</summary>
    public static Error Refusal(BinaryReader content) =>
        new(content.ReadString(), content.ReadString(), (ErrorKind)content.ReadInt32(), content.ReadBoolean());

    private bool TryTake(ref ReadOnlySequence<byte> buffer, out int length)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadLittleEndian(out length))
        {
            return false;
        }

        if (length is < 1 or > MaxLength)
        {
            throw new InvalidDataException("A frame of the reader has no length that a frame can have.");
        }

        if (reader.Remaining < length)
        {
            return false;
        }

        if (_frame.Length < length)
        {
            _frame = new byte[length * 2];
        }

        reader.UnreadSequence.Slice(0, length).CopyTo(_frame);
        buffer = buffer.Slice(sizeof(int) + length);
        return true;
    }
}
