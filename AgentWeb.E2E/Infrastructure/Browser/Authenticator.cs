using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace AgentWeb.E2E.Infrastructure.Browser;

/// <summary>The app on a person's telephone (RFC 6238 with its defaults).</summary>
public static class Authenticator
{
    /// <summary>How long a code is shown.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code of a moment.</summary>
    /// <param name="key">The key in base 32.</param>
    /// <param name="moment">When.</param>
    public static string CodeOf(string key, DateTimeOffset moment)
    {
        var bits = string.Concat(key.Select(symbol => Convert.ToString(Base32.IndexOf(symbol, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, moment.ToUnixTimeSeconds() / (long)Step.TotalSeconds);
#pragma warning disable CA5350 // What apps compute.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
