using System.Buffers;

namespace AgentWeb.Core.Files.Checking;

/// <summary>
/// Finds a second format in a file that begins as another: readers of PDF look for their header further on, readers of archives look from
/// the end, and browsers once guessed. Cameras do append things to pictures, so it is not the appending that is refused.
/// </summary>
internal static class HiddenContent
{
    private const int HeadLength = 1024;
    private const int BlockSize = 64 * 1024;

    private static readonly byte[][] Signs =
    [
        [.. "%PDF-"u8], [.. "<html"u8], [.. "<HTML"u8], [.. "<script"u8], [.. "<SCRIPT"u8], [.. "<!DOCTYPE"u8], [.. "<!doctype"u8], [.. "<?php"u8],
        [.. "Rar!\u001A"u8], [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C],
    ];

    /// <summary>Whether there is one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="head">Its beginning.</param>
    /// <param name="end">Where the format that it begins with ends.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<bool> IsInAsync(Stream file, FileHead head, long end, CancellationToken cancellationToken) =>
        HasSign(head.Bytes.Span[..Math.Min(head.Bytes.Length, HeadLength)])
        || await ZipEnd.FindAsync(file, cancellationToken) is not null
        || await HasSignBehindAsync(file, end, cancellationToken);

    /// <summary>Whether anything behind a place begins as another format does.</summary>
    public static async Task<bool> HasSignBehindAsync(Stream file, long start, CancellationToken cancellationToken)
    {
        var overlap = Signs.Max(sign => sign.Length) - 1;
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            for (file.Position = start; ; file.Position -= overlap)
            {
                var read = await file.ReadAtLeastAsync(block.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken);
                if (HasSign(block.AsSpan(0, read)))
                {
                    return true;
                }

                if (read < BlockSize)
                {
                    return false;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Whether these bytes hold the beginning of another format.</summary>
    public static bool HasSign(ReadOnlySpan<byte> bytes)
    {
        foreach (var sign in Signs)
        {
            if (bytes.IndexOf(sign) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
