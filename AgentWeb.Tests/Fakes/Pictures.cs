using System.Buffers.Binary;
using AgentWeb.E2E.Infrastructure.Documents;

namespace AgentWeb.Tests.Fakes;

/// <summary>Pictures of every format that is taken, complete in structure.</summary>
public static class Pictures
{
    /// <summary>Name and content of one of each, of that size.</summary>
    public static IEnumerable<(string Name, byte[] Content)> All(int width, int height) =>
        [("a.png", PngPicture.Frame(width, height, [1, 2, 3])), ("a.jpg", Jpeg(width, height)), ("a.gif", Gif(width, height)), ("a.webp", WebP(width, height))];

    /// <summary>A JPEG with a comment, whose coded data has marks in it.</summary>
    public static byte[] Jpeg(int width, int height, string comment = "made for a test") =>
    [
        0xFF, 0xD8, 0xFF, 0xFE, .. Big(2 + comment.Length), .. System.Text.Encoding.ASCII.GetBytes(comment),
        0xFF, 0xC0, .. Big(11), 8, .. Big(height), .. Big(width), 1, 1, 0x11, 0,
        0xFF, 0xDA, .. Big(8), 1, 1, 0, 0, 63, 0, 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xFF, 0xD9,
    ];

    /// <summary>A GIF of one picture.</summary>
    public static byte[] Gif(int width, int height) =>
        [.. "GIF89a"u8, .. Little(width), .. Little(height), 0x80, 0, 0, 1, 2, 3, 4, 5, 6, 0x21, 0xF9, 4, 0, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, .. Little(width), .. Little(height), 0, 2, 2, 0x4C, 1, 0, 0x3B];

    /// <summary>A WebP of the lossless sort.</summary>
    public static byte[] WebP(int width, int height)
    {
        var data = new byte[6];
        data[0] = 0x2F;
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(1), (uint)(width - 1) | ((uint)(height - 1) << 14));
        return [.. "RIFF"u8, 18, 0, 0, 0, .. "WEBPVP8L"u8, 6, 0, 0, 0, .. data];
    }

    private static byte[] Big(int number) => [(byte)(number >> 8), (byte)number];

    private static byte[] Little(int number) => [(byte)number, (byte)(number >> 8)];
}
