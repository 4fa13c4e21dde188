using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace AgentWeb.Core.Models.Managed;

/// <summary>Protects the keys of model servers with the server's own keys, so that the database alone does not give them away.</summary>
public sealed class EndpointSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("AgentWeb.ModelServerKeys");

    /// <summary>
    /// Whether two addresses are those of one server. A key was given for the server it is stored with: no change of the address may send it to
    /// another one, where whoever changes it could read it.
    /// </summary>
    internal static bool IsSameServer(string stored, string? now) =>
        Uri.TryCreate(stored, UriKind.Absolute, out var before) && Uri.TryCreate(now?.Trim(), UriKind.Absolute, out var after)
        && (before.Scheme, before.IdnHost, before.Port) == (after.Scheme, after.IdnHost, after.Port);

    internal string Protect(string key) => _protector.Protect(key);

    /// <summary>The key; null where it cannot be read any more, as on a database that was taken elsewhere without its keys.</summary>
    internal string? Reveal(string? secret)
    {
        try
        {
            return secret is null ? null : _protector.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
