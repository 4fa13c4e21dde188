using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Core.Data.Entities;

/// <summary>A role; see <see cref="Accounts.Roles"/>.</summary>
public sealed class AppRole : IdentityRole<Guid>
{
    /// <summary>Name of the role of administrators.</summary>
    public const string Administrator = "Admin";
}
