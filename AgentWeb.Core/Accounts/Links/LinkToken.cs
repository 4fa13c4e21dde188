using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AgentWeb.Core.Accounts;

/// <summary>The secret part of a link that opens something once: 256 random bits, of which a hash is kept.</summary>
internal static class LinkToken
{
    private const int Bytes = 32;
    private const int MaxLength = 100;

    /// <summary>Makes one.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept; null for what cannot be one.</summary>
    public static string? HashOf(string? token) =>
        token is { Length: > 0 and <= MaxLength } ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))) : null;
}
