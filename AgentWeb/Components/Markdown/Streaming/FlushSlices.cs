using System.Buffers;
using System.Text.Unicode;

namespace AgentWeb.Components.Markdown.Streaming;

/// <summary>Cuts text into what is sent at once.</summary>
internal static class FlushSlices
{
    /// <summary>The most bytes of text, as UTF-8, that one batch carries.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>The slices of <paramref name="text"/>, none of them empty.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var length = Fitting(text.AsSpan(start));
            yield return start == 0 && length == text.Length ? text : text.Substring(start, length);
            start += length;
        }
    }

    private static int Fitting(ReadOnlySpan<char> text)
    {
        // A character takes at most three bytes.
        if (text.Length <= MaxBytes / 3)
        {
            return text.Length;
        }

        var bytes = ArrayPool<byte>.Shared.Rent(MaxBytes);
        _ = Utf8.FromUtf16(text, bytes.AsSpan(0, MaxBytes), out var read, out _);
        ArrayPool<byte>.Shared.Return(bytes);
        return read;
    }
}
