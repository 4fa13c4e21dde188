using System.Buffers.Binary;
using System.IO.Compression;

namespace AgentWeb.E2E.Infrastructure.Documents;

/// <summary>Writes PNG pictures that a browser shows.</summary>
public static class PngPicture
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var k = 0; k < 8; k++)
        {
            c = (c & 1) == 0 ? c >> 1 : 0xEDB88320 ^ (c >> 1);
        }

        return c;
    })];

    /// <summary>A picture with a gradient, in red, green and blue.</summary>
    public static byte[] OfSize(int width, int height)
    {
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + (3 * width)];
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    row[1 + (3 * x)] = (byte)(255 * x / width);
                    row[2 + (3 * x)] = (byte)(255 * y / height);
                    row[3 + (3 * x)] = 160;
                }

                zlib.Write(row);
            }
        }

        return Frame(width, height, pixels.ToArray());
    }

    /// <summary>A picture that says this size of itself, whatever its data is.</summary>
    public static byte[] Frame(int width, int height, byte[] data)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, data), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }
}
