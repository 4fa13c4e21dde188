using System.Buffers.Binary;

namespace AgentWeb.Core.Files.Checking.Formats;

/// <summary>JPEG (ITU-T T.81): segments that begin with a marker, and coded data in which no marker occurs by chance.</summary>
internal sealed class JpegFormat() : ImageFormat("image/jpeg")
{
    private const byte Mark = 0xFF;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <inheritdoc/>
    public override bool Recognises(FileHead head) => head.StartsWith([Mark, 0xD8, Mark]);

    /// <inheritdoc/>
    protected override async Task<ImageOutline> OutlineAsync(ByteCursor bytes, CancellationToken cancellationToken)
    {
        bytes.Skip(2);
        var (width, height) = (0, 0);
        while (true)
        {
            // Also passes over coded data, in which a mark is always followed by a zero or a restart.
            await bytes.SkipBehindAsync(Mark, cancellationToken);
            var marker = Mark;
            while (marker == Mark)
            {
                marker = (await bytes.ReadAsync(1, cancellationToken)).Span[0];
            }

            if (marker == EndOfImage)
            {
                return new(width, height, bytes.Position);
            }

            if (StandsAlone(marker))
            {
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian((await bytes.ReadAsync(2, cancellationToken)).Span) - 2;
            if (IsFrame(marker) && length >= 5)
            {
                (width, height) = Larger((await bytes.ReadAsync(5, cancellationToken)).Span, width, height);
                length -= 5;
            }

            if (length < 0 || (marker == StartOfScan && width == 0))
            {
                throw new InvalidDataException();
            }

            bytes.Skip(length);
        }
    }

    /// <summary>A zero behind a mark makes it data; restarts and TEM have no content.</summary>
    private static bool StandsAlone(byte marker) => marker is 0 or 1 or (>= 0xD0 and <= 0xD8);

    /// <summary>Start of a frame, of any of the processes; the three others in that range are tables.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static (int Width, int Height) Larger(ReadOnlySpan<byte> frame, int width, int height) =>
        (Math.Max(width, BinaryPrimitives.ReadUInt16BigEndian(frame[3..])), Math.Max(height, BinaryPrimitives.ReadUInt16BigEndian(frame[1..])));
}
