using System.Buffers.Binary;

namespace AgentWeb.Core.Files.Checking.Formats;

/// <summary>WebP (RFC 9649): a RIFF file of chunks, of which three can say a size.</summary>
internal sealed class WebPFormat() : ImageFormat("image/webp")
{
    private const int HeaderLength = 12;
    private const int LongestHeader = 10;

    /// <inheritdoc/>
    public override bool Recognises(FileHead head) => head.StartsWith("RIFF"u8) && head.Has(8, "WEBP"u8);

    /// <inheritdoc/>
    protected override async Task<ImageOutline> OutlineAsync(ByteCursor bytes, CancellationToken cancellationToken)
    {
        var end = 8 + (long)BinaryPrimitives.ReadUInt32LittleEndian((await bytes.ReadAsync(HeaderLength, cancellationToken)).Span[4..]);
        var (width, height) = (0, 0);
        while (bytes.Position + 8 <= end)
        {
            var chunk = (await bytes.ReadAsync(8, cancellationToken)).ToArray();
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(4));
            var looked = (int)Math.Min(length, LongestHeader);
            var data = await bytes.ReadAsync(looked, cancellationToken);
            var (w, h) = Size(chunk, data.Span);
            (width, height) = (Math.Max(width, w), Math.Max(height, h));
            bytes.Skip(length - looked + (length % 2));
        }

        return new(width, height, bytes.Position);
    }

    private static (int Width, int Height) Size(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        const int Mask = 0x3FFF;
        if (data.Length >= 10 && type.StartsWith("VP8X"u8))
        {
            return (1 + ReadThree(data[4..]), 1 + ReadThree(data[7..]));
        }

        if (data.Length >= 5 && type.StartsWith("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            return (1 + (int)(bits & Mask), 1 + (int)((bits >> 14) & Mask));
        }

        return data.Length >= 10 && type.StartsWith("VP8 "u8)
            ? (BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & Mask, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & Mask)
            : (0, 0);
    }

    private static int ReadThree(ReadOnlySpan<byte> data) => data[0] | (data[1] << 8) | (data[2] << 16);
}
