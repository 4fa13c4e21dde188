using System.Globalization;

namespace AgentWeb.Core.Models.Offline.Arithmetic;

/// <summary>Writes numbers as people read them.</summary>
internal static class NumberText
{
    private const int Decimals = 10;

    /// <summary>With thousands separators and at most ten decimals; very small ones with an exponent.</summary>
    public static string Of(decimal number) => number != 0 && Math.Abs(number) < 0.000001m
        ? number.ToString("0.#########E+0", CultureInfo.InvariantCulture)
        : number.ToString("#,##0.##########", CultureInfo.InvariantCulture);

    /// <summary>Whether <see cref="Of"/> leaves digits out.</summary>
    public static bool IsRounded(decimal number) => number != Math.Round(number, Decimals);

    /// <summary>A count with its noun: "1 day", "41 days".</summary>
    public static string Count(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,##0} {noun}{(Math.Abs(count) == 1 ? "" : "s")}");
}
