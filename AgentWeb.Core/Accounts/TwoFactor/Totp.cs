using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentWeb.Core.Accounts;

/// <summary>Codes that change every half minute (RFC 6238 with its defaults: HMAC-SHA-1, 6 digits), as authenticator apps make them.</summary>
internal static class Totp
{
    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    private const int KeyBytes = 20; // As long as the hash (RFC 4226, section 4, R6).
    private const int Modulus = 1_000_000;
    private const int Drift = 1;
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Makes a key, in base 32 without padding, as apps take it.</summary>
    public static string NewKey() => RandomNumberGenerator.GetString(Base32, KeyBytes * 8 / 5);

    /// <summary>The step that a code belongs to, of those around now; null when it belongs to none.</summary>
    public static long? FindStep(string key, string code, DateTimeOffset now)
    {
        var (secret, current, found) = (Read(key), now.ToUnixTimeSeconds() / StepSeconds, (long?)null);
        for (var step = current - Drift; step <= current + Drift; step++)
        {
            // All of them are looked at, whichever fits.
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), Encoding.UTF8.GetBytes(code)))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>The code of now.</summary>
    public static string CodeAt(string key, DateTimeOffset now) => Code(Read(key), now.ToUnixTimeSeconds() / StepSeconds);

    private static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // What apps compute; HMAC-SHA-1 is not broken by collisions of SHA-1.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var at = hash[^1] & 0xf;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(at)) & int.MaxValue;
        return (number % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Read(string key)
    {
        var (bytes, buffer, bits) = (new List<byte>(KeyBytes), 0, 0);
        foreach (var symbol in key)
        {
            buffer = ((buffer << 5) | Base32.IndexOf(symbol, StringComparison.Ordinal)) & 0xfff;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
            }
        }

        return [.. bytes];
    }
}
