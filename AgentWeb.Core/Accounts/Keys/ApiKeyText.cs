using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AgentWeb.Core.Accounts;

/// <summary>The text of a key, <c>aw_</c> and 256 random bits, and what is kept of it.</summary>
internal static class ApiKeyText
{
    /// <summary>How every key begins, so that people and scanners recognise one.</summary>
    public const string Start = "aw_";

    private const int Bytes = 32;
    private const int ShownLength = 9;
    private const int MaxLength = 100;

    /// <summary>Makes one.</summary>
    public static string New() => Start + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The part by which its owner recognises it.</summary>
    public static string PrefixOf(string key) => key[..ShownLength];

    /// <summary>What is stored. Of random bits a plain hash is enough: nobody guesses 256 of them.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether it may be one.</summary>
    public static bool IsOne(string? text) => text is { Length: <= MaxLength } && text.StartsWith(Start, StringComparison.Ordinal);
}
