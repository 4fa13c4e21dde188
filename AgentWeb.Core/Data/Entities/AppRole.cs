using Microsoft.AspNetCore.Identity;

namespace AgentWeb.Core.Data.Entities;

/// <summary>A role; see <see cref="Accounts.Roles"/>.</summary>
public sealed class AppRole : IdentityRole<Guid>;
