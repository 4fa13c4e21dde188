namespace AgentWeb.Features.Admin.Users;

/// <summary>A quota in bytes as a field shows it, in megabytes: what was not changed there keeps its bytes, which megabytes may not tell exactly.</summary>
internal static class QuotaField
{
    private const decimal Megabyte = 1024 * 1024;
    private const int Decimals = 2;

    /// <summary>What the field shows; nothing where there is no quota.</summary>
    /// <param name="bytes">The quota.</param>
    public static decimal? Shown(long? bytes) => bytes is { } known ? Math.Round(known / Megabyte, Decimals) : null;

    /// <summary>The quota that the field means; the most there can be for more than that.</summary>
    /// <param name="typed">What the field shows now.</param>
    /// <param name="before">The quota so far.</param>
    public static long? Bytes(decimal? typed, long? before)
    {
        if (typed == Shown(before))
        {
            return before;
        }

        return typed is { } megabytes ? (long)(Math.Clamp(megabytes, -1, Math.Floor(long.MaxValue / Megabyte)) * Megabyte) : null;
    }
}
