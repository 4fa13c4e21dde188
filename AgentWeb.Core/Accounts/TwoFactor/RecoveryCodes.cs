using System.Security.Cryptography;
using System.Text;

namespace AgentWeb.Core.Accounts;

/// <summary>Codes of 50 random bits that stand in for a lost telephone, once each. Kept as hashes.</summary>
internal static class RecoveryCodes
{
    /// <summary>How many there are.</summary>
    public const int Count = 10;

    private const int Length = 10;
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ45"; // 32 symbols, none that look like others.

    /// <summary>Makes a set.</summary>
    public static IReadOnlyList<string> New() => [.. Enumerable.Range(0, Count).Select(_ =>
    {
        var code = RandomNumberGenerator.GetString(Alphabet, Length);
        return $"{code[..5]}-{code[5..]}";
    })];

    /// <summary>What is kept of a set.</summary>
    public static string Keep(IEnumerable<string> codes) => string.Join(' ', codes.Select(HashOf));

    /// <summary>What is kept after a code was used; null when it is none of the set.</summary>
    public static string? Without(string kept, string code)
    {
        var hash = HashOf(code);
        var hashes = kept.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return hashes.Contains(hash, StringComparer.Ordinal) ? string.Join(' ', hashes.Where(other => other != hash)) : null;
    }

    /// <summary>How many are left.</summary>
    public static int Left(string? kept) => kept?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length ?? 0;

    private static string HashOf(string code)
    {
        var plain = code.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain)));
    }
}
