using System.Buffers.Binary;

namespace AgentWeb.Core.Files.Checking.Formats;

/// <summary>GIF (87a and 89a): a screen, and blocks up to a trailer.</summary>
internal sealed class GifFormat() : ImageFormat("image/gif")
{
    private const int SignatureLength = 6;
    private const byte Extension = 0x21;
    private const byte Picture = 0x2C;
    private const byte Trailer = 0x3B;

    /// <inheritdoc/>
    public override bool Recognises(FileHead head) => head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8);

    /// <inheritdoc/>
    protected override async Task<ImageOutline> OutlineAsync(ByteCursor bytes, CancellationToken cancellationToken)
    {
        bytes.Skip(SignatureLength);
        var screen = await bytes.ReadAsync(7, cancellationToken);
        var (width, height) = Size(screen.Span);
        bytes.Skip(ColoursLength(screen.Span[4]));
        while (true)
        {
            switch ((await bytes.ReadAsync(1, cancellationToken)).Span[0])
            {
                case Trailer:
                    return new(width, height, bytes.Position);
                case Extension:
                    bytes.Skip(1);
                    break;
                case Picture:
                    var picture = (await bytes.ReadAsync(9, cancellationToken)).Span;
                    var (left, top) = Size(picture);
                    var (own, tall) = Size(picture[4..]);
                    (width, height) = (Math.Max(width, left + own), Math.Max(height, top + tall));
                    bytes.Skip(ColoursLength(picture[8]) + 1); // and how the codes begin
                    break;
                default:
                    throw new InvalidDataException();
            }

            while ((await bytes.ReadAsync(1, cancellationToken)).Span[0] is > 0 and var length)
            {
                bytes.Skip(length);
            }
        }
    }

    private static (int Width, int Height) Size(ReadOnlySpan<byte> two) =>
        (BinaryPrimitives.ReadUInt16LittleEndian(two), BinaryPrimitives.ReadUInt16LittleEndian(two[2..]));

    private static int ColoursLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
}
