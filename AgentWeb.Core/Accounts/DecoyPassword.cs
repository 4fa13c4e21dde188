using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Core.Accounts;

/// <summary>
/// A password that nobody has. Verifying against it costs what a real check costs, so that the time of an answer does not tell whether
/// an address has an account. Making it before the server is ready also warms the hashing.
/// </summary>
public sealed class DecoyPassword(IPasswordHasher<AppUser> hasher) : IWarmUp
{
    private readonly AppUser _nobody = new();
    private readonly Lazy<string> _hash = new(() => hasher.HashPassword(new AppUser(), Guid.CreateVersion7().ToString()));

    /// <summary>Spends the time of a check.</summary>
    public void Verify(string? password)
    {
        var bounded = password is { Length: > 0 and <= PasswordRule.MaxLength } ? password : "decoy";
        _ = hasher.VerifyHashedPassword(_nobody, _hash.Value, bounded);
    }

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        Verify(password: null);
        return Task.CompletedTask;
    }
}
