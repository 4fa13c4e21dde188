namespace AgentWeb.Core.Chat.Runs;

/// <summary>
/// Takes away what a continuation repeats of the text it goes on from. The beginning of the continuation is held back only as long as it
/// may still turn out to be a repetition; what follows passes through. Not thread-safe.
/// </summary>
/// <param name="before">The text that is continued.</param>
internal sealed class OverlapTrimmer(string before)
{
    /// <summary>How far back a repetition may begin, in characters.</summary>
    private const int Window = 8192;

    /// <summary>A repetition of this length is one wherever it begins; a shorter one has to begin where a word does.</summary>
    private const int Certain = 8;

    private const string Fence = "```";

    private readonly string _tail = before.Length <= Window ? before : before[^Window..];
    private readonly bool _inFence = EndsInsideFence(before);
    private string _held = "";
    private bool _decided = before.Length == 0;

    /// <summary>Takes text as it arrives.</summary>
    /// <returns>What can be shown now, perhaps nothing yet.</returns>
    public string Push(string text)
    {
        if (_decided)
        {
            return text;
        }

        _held += text;
        return MayStillRepeat(_held) ? "" : Decide();
    }

    /// <summary>Nothing more comes.</summary>
    /// <returns>What was held back and is no repetition.</returns>
    public string Flush() => _decided ? "" : Decide();

    private string Decide()
    {
        _decided = true;
        var (held, start) = (_held, RepetitionLength(_held));
        _held = "";
        return held[start..];
    }

    private bool MayStillRepeat(string text)
    {
        if (text.Length > Window)
        {
            return false;
        }

        if (_inFence && text.TrimStart() is var opening && (Fence.StartsWith(opening, StringComparison.Ordinal) || IsFenceLineSoFar(opening)))
        {
            return true;
        }

        return IsInsideTail(text) || IsInsideTail(text.TrimStart()) || (AfterFenceLine(text) is { } body && IsInsideTail(text[body..]));
    }

    /// <summary>Whether the text stands in the tail at a place from which it has not yet reached the end.</summary>
    private bool IsInsideTail(string text) =>
        text.Length == 0 || (text.Length < _tail.Length && _tail.AsSpan(0, _tail.Length - 1).IndexOf(text, StringComparison.Ordinal) >= 0);

    /// <summary>How many characters at the beginning of the text are a repetition.</summary>
    private int RepetitionLength(string text)
    {
        var repeated = LongestOverlap(text, atLeast: 1);
        if (repeated > 0)
        {
            return repeated;
        }

        var spaces = text.Length - text.TrimStart().Length;
        if (spaces > 0 && LongestOverlap(text[spaces..], Certain) is > 0 and var behindSpaces)
        {
            return spaces + behindSpaces;
        }

        if (AfterFenceLine(text) is { } body)
        {
            // A fence opened again: with a language it can be nothing else, without one it may be the end of the block.
            var behindFence = LongestOverlap(text[body..], atLeast: 1);
            return behindFence > 0 || HasLanguage(text[..body]) ? body + behindFence : 0;
        }

        return 0;
    }

    private int LongestOverlap(string text, int atLeast)
    {
        for (var length = Math.Min(text.Length, _tail.Length); length >= atLeast; length--)
        {
            if (_tail.AsSpan().EndsWith(text.AsSpan(0, length), StringComparison.Ordinal) && IsRepetition(length))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>Whether an overlap is more than chance.</summary>
    private bool IsRepetition(int length)
    {
        var overlap = _tail.AsSpan(_tail.Length - length);
        if (overlap.IsWhiteSpace())
        {
            return false;
        }

        if (length >= Certain)
        {
            return true;
        }

        var start = _tail.Length - length;
        var beginsWord = start == 0 || !char.IsLetterOrDigit(_tail[start - 1]) || !char.IsLetterOrDigit(_tail[start]);
        return beginsWord && (length >= 3 || char.IsLetter(overlap.Trim()[0]));
    }

    /// <summary>Where the line behind a fence begins, when the text begins with a whole one inside an open block.</summary>
    private int? AfterFenceLine(string text)
    {
        var start = text.Length - text.TrimStart().Length;
        if (!_inFence || !text.AsSpan(start).StartsWith(Fence, StringComparison.Ordinal))
        {
            return null;
        }

        var end = text.IndexOf('\n', start);
        return end < 0 ? null : end + 1;
    }

    private static bool IsFenceLineSoFar(string opening) =>
        opening.StartsWith(Fence, StringComparison.Ordinal) && !opening.Contains('\n', StringComparison.Ordinal);

    private static bool HasLanguage(string fenceLine) => fenceLine.Trim().Trim('`').Length > 0;

    private static bool EndsInsideFence(string text)
    {
        var inside = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.TrimStart().StartsWith(Fence, StringComparison.Ordinal))
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
