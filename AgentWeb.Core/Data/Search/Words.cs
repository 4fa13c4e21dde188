using System.Globalization;
using System.Text;

namespace AgentWeb.Core.Data.Search;

/// <summary>
/// Takes a text apart into words as search compares them: small letters, no accents. Texts, queries and marks in a snippet are read by
/// this one reader. What it makes of a text is in the index of every installation: who changes it must have the index built anew.
/// </summary>
internal static class Words
{
    /// <summary>What is longer is cut, in texts and queries alike.</summary>
    private const int MaxLength = 64;

    // Alphabets stand below; what is above, Chinese and Korean for the most part, has hardly anything to fold.
    private static readonly string?[] KnownFolds = new string?[0x3000];

    /// <summary>The words of a text, in order.</summary>
    public static IEnumerable<Word> In(string text)
    {
        var folded = new StringBuilder();
        var start = 0;
        while (start < text.Length)
        {
            var rune = RuneAt(text, start);
            if (IsIdeograph(rune))
            {
                yield return Pair(text, start, rune);
                start += rune.Utf16SequenceLength;
                continue;
            }

            var end = start;
            folded.Clear();
            while (end < text.Length && RuneAt(text, end) is var next && !IsIdeograph(next) && (Rune.IsLetterOrDigit(next) || IsMark(next)))
            {
                if (folded.Length < MaxLength)
                {
                    folded.Append(Fold(next));
                }

                end += next.Utf16SequenceLength;
            }

            if (folded.Length > 0)
            {
                yield return new(start, end - start, folded.ToString(0, CutAt(folded)));
            }

            start = end > start ? end : start + rune.Utf16SequenceLength;
        }
    }

    /// <summary>
    /// Scripts without spaces are read in overlapping pairs, so that any run of two signs or more is found wherever it stands. The last of
    /// a run stands alone.
    /// </summary>
    private static Word Pair(string text, int start, Rune first)
    {
        var next = start + first.Utf16SequenceLength;
        if (next < text.Length && RuneAt(text, next) is var second && IsIdeograph(second))
        {
            return new(start, next + second.Utf16SequenceLength - start, Fold(first) + Fold(second));
        }

        var before = start == 0 ? default : RuneAt(text, start - (char.IsLowSurrogate(text[start - 1]) && start > 1 ? 2 : 1));
        return new(start, next - start, Fold(first), EndsRun: IsIdeograph(before));
    }

    private static Rune RuneAt(string text, int index) => Rune.TryGetRuneAt(text, index, out var rune) ? rune : Rune.ReplacementChar;

    private static bool IsMark(Rune rune) => rune.Value >= 0x300
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsIdeograph(Rune rune) => rune.Value is
        (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);

    private static string Fold(Rune rune) => rune.Value < KnownFolds.Length
        ? KnownFolds[rune.Value] ??= Decompose(rune)
        : Decompose(rune);

    private static string Decompose(Rune rune)
    {
        if (rune.IsAscii)
        {
            return Rune.ToLowerInvariant(rune).ToString();
        }

        var folded = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            // Some signs come apart into spaces and strokes; nothing but letters and digits may reach the index.
            if (Rune.IsLetterOrDigit(part) || Rune.GetUnicodeCategory(part) == UnicodeCategory.SpacingCombiningMark)
            {
                folded.Append(Rune.ToLowerInvariant(part));
            }
        }

        return folded.ToString();
    }

    private static int CutAt(StringBuilder folded)
    {
        var length = Math.Min(folded.Length, MaxLength);
        return char.IsHighSurrogate(folded[length - 1]) ? length - 1 : length;
    }
}

/// <summary>A word of a text.</summary>
/// <param name="Start">Where it begins, in UTF-16 characters.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="Folded">The word as it is compared.</param>
/// <param name="EndsRun">It is the last sign of a run in a script without spaces, which the pair before it holds already.</param>
internal readonly record struct Word(int Start, int Length, string Folded, bool EndsRun = false);
