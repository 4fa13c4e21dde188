using System.Buffers.Binary;

namespace AgentWeb.Core.Files.Checking.Formats;

/// <summary>PNG (ISO/IEC 15948): chunks of length, type, data and checksum, from IHDR to IEND.</summary>
internal sealed class PngFormat() : ImageFormat("image/png")
{
    private const int SignatureLength = 8;
    private const int ChecksumLength = 4;

    /// <inheritdoc/>
    public override bool Recognises(FileHead head) => head.StartsWith([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

    /// <inheritdoc/>
    protected override async Task<ImageOutline> OutlineAsync(ByteCursor bytes, CancellationToken cancellationToken)
    {
        bytes.Skip(SignatureLength);
        var (width, height) = (0, 0);
        while (true)
        {
            var (length, isHeader, isEnd) = Chunk((await bytes.ReadAsync(8, cancellationToken)).Span);
            if (isHeader != (width == 0))
            {
                throw new InvalidDataException();
            }

            if (isHeader)
            {
                var size = (await bytes.ReadAsync(8, cancellationToken)).Span;
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(size), BinaryPrimitives.ReadInt32BigEndian(size[4..]));
                length -= 8;
            }

            if (length < 0 || width <= 0)
            {
                throw new InvalidDataException();
            }

            bytes.Skip((long)length + ChecksumLength);
            if (isEnd)
            {
                return new(width, height, bytes.Position);
            }
        }
    }

    private static (int Length, bool IsHeader, bool IsEnd) Chunk(ReadOnlySpan<byte> start) =>
        (BinaryPrimitives.ReadInt32BigEndian(start), start[4..].SequenceEqual("IHDR"u8), start[4..].SequenceEqual("IEND"u8));
}
