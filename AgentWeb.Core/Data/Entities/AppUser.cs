using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Core.Data.Entities;

/// <summary>A person who signs in with an e-mail address.</summary>
public sealed class AppUser : IdentityUser<Guid>
{
    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
