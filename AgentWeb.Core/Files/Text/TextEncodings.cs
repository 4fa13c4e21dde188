using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace AgentWeb.Core.Files.Text;

/// <summary>Tells text from other bytes, and how it is encoded.</summary>
internal static class TextEncodings
{
    private const int BlockSize = 64 * 1024;

    /// <summary>Logs carry colours and old programs end text with Ctrl+Z; more control characters than one in this many is no text.</summary>
    private const int BytesPerControl = 1000;

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(b => (byte)b).Except("\t\n\v\f\r\b\u001B"u8.ToArray()), 0x7F]);

    /// <summary>What is neither Unicode nor ASCII is taken for the encoding of Western Windows, of which Latin-1 is a part.</summary>
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The encoding of all of a stream, read from its start; null when it is no text.</summary>
    public static async Task<Encoding?> DetectAsync(Stream stream, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var read = await stream.ReadAtLeastAsync(buffer.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken);
            if (WideEncoding(buffer.AsSpan(0, read)) is { } wide)
            {
                return IsText(wide.GetString(buffer, 0, read - (read % 4))) ? wide : null;
            }

            var scan = new ByteScan();
            while (read > 0)
            {
                if (!scan.Add(buffer.AsSpan(0, read)))
                {
                    return null;
                }

                read = await stream.ReadAtLeastAsync(buffer.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken);
            }

            return scan.Encoding;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>UTF-16 or UTF-32, by its mark or by the zeros in every other byte of what is mostly Latin text.</summary>
    private static Encoding? WideEncoding(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
        {
            return Encoding.UTF32;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode;
        }

        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        var units = head.Length / 2;
        return units == 0 ? null
            : odd * 2 > units && even == 0 ? Encoding.Unicode
            : even * 2 > units && odd == 0 ? Encoding.BigEndianUnicode
            : null;
    }

    private static bool IsText(string text)
    {
        var strange = text.Count(c => c is '\uFFFD' or '\uFFFE' or '\uFFFF' || (char.IsControl(c) && c is not ('\t' or '\n' or '\v' or '\f' or '\r' or '\b' or '\u001B')));
        return strange <= 1 + (text.Length / BytesPerControl);
    }

    /// <summary>What was seen of bytes that come in blocks.</summary>
    private sealed class ByteScan
    {
        private readonly char[] _characters = new char[BlockSize + 8];
        private byte[] _carried = [];
        private bool _isUtf8 = true;
        private long _total;
        private long _controls;
        private long _others;

        /// <summary>What it is, once all was added: at most a third of Western text are letters beyond ASCII.</summary>
        public Encoding? Encoding =>
            _isUtf8 ? System.Text.Encoding.UTF8 : _others * 3 <= _total ? Western : null;

        /// <summary>Adds a block; false when this is no text.</summary>
        public bool Add(ReadOnlySpan<byte> block)
        {
            _total += block.Length;
            for (var rest = block; rest.IndexOfAny(Controls) is >= 0 and var at; rest = rest[(at + 1)..])
            {
                // No text has zeros, and one is enough to tell.
                if (rest[at] == 0 || ++_controls > 1 + (_total / BytesPerControl))
                {
                    return false;
                }
            }

            foreach (var b in block)
            {
                _others += b >> 7;
            }

            _isUtf8 = _isUtf8 && GoesOnAsUtf8([.. _carried, .. block]);
            return true;
        }

        /// <summary>A character that the end of a block cuts, or the end of the file, is no fault.</summary>
        private bool GoesOnAsUtf8(byte[] bytes)
        {
            var status = Utf8.ToUtf16(bytes, _characters, out var read, out _, replaceInvalidSequences: false, isFinalBlock: false);
            _carried = bytes[read..];
            return status != OperationStatus.InvalidData;
        }
    }
}
