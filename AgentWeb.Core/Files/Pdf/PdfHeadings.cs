using System.Text.RegularExpressions;

namespace AgentWeb.Core.Files.Pdf;

/// <summary>
/// Tells headings from text. A PDF says nothing of them: what is set larger than most of the text so far is one, and a short line that
/// begins with the number of a section.
/// </summary>
internal sealed partial class PdfHeadings
{
    private const int MaxLines = 3;
    private const int LongestSized = 200;
    private const int LongestNumbered = 90;
    private const double Large = 1.6;
    private const double Medium = 1.3;
    private const double Small = 1.12;

    /// <summary>Heights are compared in steps of a fifth of a point.</summary>
    private const double StepsPerPoint = 5;

    /// <summary>No letter is higher than a page of the largest format.</summary>
    private const int MaxSteps = 20_000;

    private readonly Dictionary<int, long> _lengths = [];
    private double _usual;

    /// <summary>Learns from a page how high letters usually are.</summary>
    public void Learn(IReadOnlyList<PdfBlock> page)
    {
        foreach (var block in page)
        {
            var step = (int)Math.Clamp(block.Height * StepsPerPoint, 0, MaxSteps);
            _lengths[step] = _lengths.GetValueOrDefault(step) + block.Length;
        }

        _usual = _lengths.Count == 0 ? 0 : _lengths.MaxBy(length => length.Value).Key / StepsPerPoint;
    }

    /// <summary>Level of a block as a heading, 1 to 6; 0 when it is text.</summary>
    public int LevelOf(PdfBlock block, string text)
    {
        if (block.Lines > MaxLines || text.Length > LongestSized || !text.Any(char.IsLetter))
        {
            return 0;
        }

        var size = _usual <= 0 ? 1 : block.Height / _usual;
        return size >= Large ? 1
            : size >= Medium ? 2
            : size >= Small ? 3
            : block.Lines == 1 && text.Length <= LongestNumbered && Numbered().Match(text) is { Success: true } match
                ? Math.Min(6, 4 + match.Groups["number"].ValueSpan.Trim('.').Count('.'))
            : 0;
    }

    [GeneratedRegex(@"^((?<number>\d{1,3}(\.\d{1,3}){0,3}\.?)|§ ?\d+|(Article|Section|Chapter|Annex|Appendix|Part|Artikel|Abschnitt|Kapitel|Anhang|Anlage) [0-9A-Z]{1,5}\b)[:.]?\s+\p{Lu}.*[^.;,:]$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbered();
}
