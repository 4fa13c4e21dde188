using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Who administers.</summary>
internal static class AdministratorQueries
{
    /// <summary>Those with the role.</summary>
    public static IQueryable<AppUser> Administrators(this AppDbContext db) =>
        db.Users.Where(user => db.UserRoles.Any(member => member.UserId == user.Id && db.Roles.Any(role => role.Id == member.RoleId && role.Name == Roles.Admin)));

    /// <summary>Whether an account has the role.</summary>
    public static Task<bool> IsAdministratorAsync(this AppDbContext db, Guid userId, CancellationToken cancellationToken) =>
        db.Administrators().AnyAsync(user => user.Id == userId, cancellationToken);
}
