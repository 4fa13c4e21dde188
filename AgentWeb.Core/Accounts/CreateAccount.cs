using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Accounts;

/// <summary>Makes an account. Who may do so is decided by the callers.</summary>
public sealed partial class CreateAccount(UserManager<AppUser> users, TimeProvider time, ILogger<CreateAccount> logger)
{
    /// <summary>Makes an account with one role, or nothing.</summary>
    /// <returns><c>invalid_email</c>, <c>password_too_short</c>, <c>password_too_long</c> or <c>email_taken</c> otherwise.</returns>
    public async Task<Result<AppUser>> RunAsync(string? email, string? password, string role)
    {
        if (!EmailRule.TryRead(email, out var address))
        {
            return AccountErrors.InvalidEmail;
        }

        if (PasswordRule.Check(password) is { } broken)
        {
            return broken;
        }

        var now = time.GetUtcNow();
        var user = new AppUser { Id = Guid.CreateVersion7(now), UserName = address, Email = address, CreatedAt = now };
        if (!await TryCreateAsync(user, password!))
        {
            return AccountErrors.EmailTaken;
        }

        await users.AddToRoleAsync(user, role);
        LogCreated(logger, user.Id, role);
        return user;
    }

    private async Task<bool> TryCreateAsync(AppUser user, string password)
    {
        try
        {
            var created = await users.CreateAsync(user, password);
            return created.Succeeded || (created.Errors.All(IsTaken)
                ? false
                : throw new InvalidOperationException("Identity refused an account that our rules allow: " + created));
        }
        catch (DbUpdateException) when (users.Users.AsNoTracking().Any(u => u.NormalizedUserName == user.NormalizedUserName))
        {
            // Two registrations at once: both looked, neither saw the other, and the unique index decided.
            return false;
        }
    }

    private static bool IsTaken(IdentityError error) =>
        error.Code is nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {UserId} made with role {Role}")]
    private static partial void LogCreated(ILogger logger, Guid userId, string role);
}
