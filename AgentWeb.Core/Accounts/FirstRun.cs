using AgentWeb.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Accounts;

/// <summary>Whether the server still waits for its first administrator, and the code that makes one.</summary>
public sealed class FirstRun(IDbContextFactory<AppDbContext> contexts)
{
    private volatile bool _done;

    /// <summary>The one-time code that guards the set-up page, printed to the log of this process.</summary>
    public SetupCode Code { get; } = SetupCode.Create();

    /// <summary>Whether there is no administrator. Once there is one, this costs nothing.</summary>
    public async ValueTask<bool> IsPendingAsync(CancellationToken cancellationToken)
    {
        if (_done)
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        _done = await db.UserRoles.AnyAsync(
            member => db.Roles.Any(role => role.Id == member.RoleId && role.Name == Roles.Admin), cancellationToken);
        return !_done;
    }
}
