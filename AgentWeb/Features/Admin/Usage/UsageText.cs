using System.Globalization;
using AgentWeb.Core.Operations.Usage;

namespace AgentWeb.Features.Admin.Usage;

/// <summary>Figures of use as people read them.</summary>
internal static class UsageText
{
    /// <summary>A large number in short: <c>1.2k</c>, <c>3.4M</c>.</summary>
    public static string Short(double value) => value switch
    {
        >= 1_000_000_000 => $"{(value / 1_000_000_000).ToString("0.##", CultureInfo.CurrentCulture)}G",
        >= 1_000_000 => $"{(value / 1_000_000).ToString("0.##", CultureInfo.CurrentCulture)}M",
        >= 10_000 => $"{(value / 1000).ToString("0.#", CultureInfo.CurrentCulture)}k",
        _ => value.ToString("0.#", CultureInfo.CurrentCulture),
    };

    /// <summary>A share as a percentage; a dash where there is none.</summary>
    public static string Share(double? share) => share is { } known ? known.ToString("P1", CultureInfo.CurrentCulture) : "–";

    /// <summary>What it cost, in the currency of the prices; a dash where nothing has a price.</summary>
    public static string Cost(UsageSum used) => used.CostMicros == 0 ? "–" : used.Cost.ToString(used.Cost < 1 ? "0.####" : "N2", CultureInfo.CurrentCulture);
}
