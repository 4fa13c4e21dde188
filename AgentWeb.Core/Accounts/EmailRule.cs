using System.Text;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Accounts;

/// <summary>What counts as an e-mail address. Deliberately little: only a mail that arrives proves more.</summary>
public static class EmailRule
{
    /// <summary>Most characters (RFC 5321, section 4.5.3.1.3, less the angle brackets).</summary>
    public const int MaxLength = 254;

    /// <summary>The rule that an address breaks, or null.</summary>
    public static Error? Check(string? email) => TryRead(email, out _) ? null : AccountErrors.InvalidEmail;

    /// <summary>Takes the spaces around an address away and checks it.</summary>
    public static bool TryRead(string? text, out string email)
    {
        email = text?.Trim() ?? "";
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0
            && at < email.Length - 1
            && email.Length <= MaxLength
            && email.LastIndexOf('@') == at
            && IsPlain(email);
    }

    /// <summary>Only whole characters that print: half a surrogate pair cannot be normalised, and invisible ones make look-alikes.</summary>
    private static bool IsPlain(string email)
    {
        for (var rest = email.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done
                || Rune.IsWhiteSpace(rune)
                || Rune.IsControl(rune)
                || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }
}
