using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace AgentWeb.Core.Models.Managed;

/// <summary>Protects the keys of model servers with the server's own keys, so that the database alone does not give them away.</summary>
public sealed class EndpointSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("AgentWeb.ModelServerKeys");

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
