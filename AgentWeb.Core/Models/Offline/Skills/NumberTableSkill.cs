using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AgentWeb.Core.Models.Offline.Arithmetic;

namespace AgentWeb.Core.Models.Offline.Skills;

/// <summary>Makes tables of numbers: "Make a table of the numbers 1 to 10 with squares and cubes".</summary>
internal sealed partial class NumberTableSkill : IOfflineSkill
{
    private const int LongestRequest = 400;
    private const int MaxRows = 200;
    private const int MaxNumber = 1_000_000;

    private static readonly (string Word, string Title, Func<decimal, string> Value)[] Columns =
    [
        ("square root", "Square root", n => n < 0 ? "–" : NumberText.Of(Math.Round((decimal)Math.Sqrt((double)n), 4))),
        ("squares", "Square", n => NumberText.Of(n * n)),
        ("quadrat", "Square", n => NumberText.Of(n * n)),
        ("cubes", "Cube", n => NumberText.Of(n * n * n)),
        ("kubik", "Cube", n => NumberText.Of(n * n * n)),
        ("double", "Double", n => NumberText.Of(n * 2)),
        ("half", "Half", n => NumberText.Of(n / 2)),
        ("halves", "Half", n => NumberText.Of(n / 2)),
        ("reciprocal", "Reciprocal", n => n == 0 ? "–" : NumberText.Of(Math.Round(1 / n, 6))),
    ];

    public OfflineAnswer? TryAnswer(OfflineQuestion question)
    {
        if (question.Text.Length > LongestRequest || !Asked().IsMatch(question.Text))
        {
            return null;
        }

        if (Times().Match(question.Text) is { Success: true } times && decimal.Parse(times.Groups["of"].Value, CultureInfo.InvariantCulture) is var factor)
        {
            return new OfflineAnswer(Table(1, 10, [($"× {NumberText.Of(factor)}", n => NumberText.Of(n * factor))]));
        }

        if (Range().Match(question.Text) is not { Success: true } range)
        {
            return null;
        }

        var from = Number(range.Groups["from"]);
        var to = Number(range.Groups["to"]);
        if (Math.Abs(from) > MaxNumber || Math.Abs(to) > MaxNumber || Math.Abs(to - from) >= MaxRows)
        {
            return new OfflineAnswer($"That table is too large for me: I make up to {MaxRows} rows of numbers up to {MaxNumber:N0}.");
        }

        var columns = Columns.Where(column => Mentions(question.Text, column.Word)).Select(column => (column.Title, column.Value)).ToList();
        return new OfflineAnswer(Table(from, to, columns.Count > 0 ? columns : [("Square", n => NumberText.Of(n * n))]));
    }

    private static bool Mentions(string text, string word)
    {
        // "squares and square roots" has both, "square roots" only the one.
        var without = word == "squares" ? SquareRoots().Replace(text, "") : text;
        return without.Contains(word.TrimEnd('s'), StringComparison.OrdinalIgnoreCase);
    }

    private static string Table(decimal from, decimal to, IReadOnlyList<(string Title, Func<decimal, string> Value)> columns)
    {
        var table = new StringBuilder("| Number |");
        table.Append(string.Concat(columns.Select(column => $" {column.Title} |"))).Append("\n|---:|");
        table.Append(string.Concat(columns.Select(_ => "---:|"))).Append('\n');
        var step = to >= from ? 1 : -1;
        for (var n = from; step > 0 ? n <= to : n >= to; n += step)
        {
            table.Append("| ").Append(NumberText.Of(n)).Append(" |").Append(string.Concat(columns.Select(column => $" {column.Value(n)} |"))).Append('\n');
        }

        return table.ToString().TrimEnd();
    }

    private static decimal Number(Group group) =>
        decimal.TryParse(group.Value, NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : decimal.MaxValue / 4;

    [GeneratedRegex("table|tabelle", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Asked();

    [GeneratedRegex(@"(?<from>-?\d[\d,]*)\s*(to|through|until|up to|bis|-|–|\.\.)\s*(?<to>-?\d[\d,]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Range();

    [GeneratedRegex(@"\b(times|multiplication) table (of|for) (?<of>\d{1,6})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Times();

    [GeneratedRegex(@"square roots?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SquareRoots();
}
