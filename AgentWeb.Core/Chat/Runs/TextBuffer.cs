namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Text that only grows, in pages of fixed size: appending never moves what is there, and any range is read at the cost of that range.
/// Not thread-safe; <see cref="RunLog"/> guards it.
/// </summary>
internal sealed class TextBuffer
{
    private const int PageSize = 4096;

    private readonly List<char[]> _pages = [];

    /// <summary>Characters in it (UTF-16).</summary>
    public int Length { get; private set; }

    /// <summary>Adds text at the end.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var offset = Length % PageSize;
            if (offset == 0)
            {
                _pages.Add(new char[PageSize]);
            }

            var count = Math.Min(PageSize - offset, text.Length);
            text[..count].CopyTo(_pages[^1].AsSpan(offset));
            Length += count;
            text = text[count..];
        }
    }

    /// <summary>The text from <paramref name="start"/> up to <paramref name="end"/>, which is not in it.</summary>
    public string Slice(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Length);
        return start >= end ? "" : string.Create(end - start, (this, start), static (target, state) => state.Item1.CopyTo(state.start, target));
    }

    private void CopyTo(int start, Span<char> target)
    {
        while (!target.IsEmpty)
        {
            var page = _pages[start / PageSize].AsSpan(start % PageSize);
            var count = Math.Min(page.Length, target.Length);
            page[..count].CopyTo(target);
            target = target[count..];
            start += count;
        }
    }
}
