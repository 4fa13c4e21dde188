namespace AgentWeb.Core.Language;

/// <summary>
/// The number by which a term is stored. It is the same on every machine and in every version, so it is written here: FNV-1a
/// (http://www.isthe.com/chongo/tech/comp/fnv/) with a final mixing, because alike words must not lie together.
/// </summary>
internal static class TermHash
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The hash of a term.</summary>
    public static long Of(ReadOnlySpan<char> term)
    {
        var hash = Basis;
        foreach (var c in term)
        {
            hash = (hash ^ (byte)c) * Prime;
            hash = (hash ^ (byte)(c >> 8)) * Prime;
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        return (long)(hash ^ (hash >> 33));
    }
}
