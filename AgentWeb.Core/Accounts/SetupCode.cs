using System.Security.Cryptography;
using System.Text;

namespace AgentWeb.Core.Accounts;

/// <summary>A code of 60 random bits that proves that whoever sets the server up can read its log.</summary>
public sealed class SetupCode
{
    /// <summary>Crockford's alphabet: no letters that look like digits.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Length = 12;

    private readonly string _symbols;

    private SetupCode(string symbols) => _symbols = symbols;

    /// <summary>Makes one.</summary>
    public static SetupCode Create() => new(RandomNumberGenerator.GetString(Alphabet, Length));

    /// <summary>Compares in constant time; case, spaces and hyphens do not matter.</summary>
    public bool Matches(string? text)
    {
        if (text is null or { Length: > 4 * Length })
        {
            return false;
        }

        var typed = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(typed), Encoding.UTF8.GetBytes(_symbols));
    }

    /// <summary>The code in groups of four, for people. A secret until it is used.</summary>
    public override string ToString() => $"{_symbols[..4]}-{_symbols[4..8]}-{_symbols[8..]}";
}
