namespace AgentWeb.Core.Files.Extractors;

/// <summary>The line that opens a fence of code.</summary>
/// <param name="Mark">A backtick or a tilde.</param>
/// <param name="Length">How many of them.</param>
internal sealed record MarkdownFence(char Mark, int Length)
{
    private const int Shortest = 3;

    /// <summary>The fence that a line opens; null when it opens none.</summary>
    public static MarkdownFence? Of(string line)
    {
        var text = line.AsSpan().TrimStart();
        if (text.Length < Shortest || text[0] is not ('`' or '~'))
        {
            return null;
        }

        var length = text.IndexOfAnyExcept(text[0]);
        length = length < 0 ? text.Length : length;
        return length >= Shortest ? new(text[0], length) : null;
    }

    /// <summary>Whether a line closes it.</summary>
    public bool IsClosedBy(string line)
    {
        var text = line.AsSpan().Trim();
        return text.Length >= Length && !text.ContainsAnyExcept(Mark);
    }
}
