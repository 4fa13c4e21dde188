using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Accounts;

/// <summary>An invitation that waits.</summary>
public sealed record InvitationView(Guid Id, string? Email, string Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>An invitation that was just made; the only time its link is known.</summary>
/// <param name="Path">Address below the server's own, the secret included.</param>
/// <param name="View">What the list shows.</param>
public sealed record NewInvitation(string Path, InvitationView View);

/// <summary>Links by which people make an account where registration is not open: good for a week and one account.</summary>
public sealed class Invitations(IDbContextFactory<AppDbContext> contexts, AuditTrail audit, IOptionsMonitor<AccountsOptions> options, TimeProvider time)
{
    /// <summary>How long one works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Makes one.</summary>
    /// <param name="inviter">The administrator.</param>
    /// <param name="email">The only address that it works for; null works for anybody.</param>
    /// <param name="role">The role of the account.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns><c>invalid_email</c>, <c>role_invalid</c> or <c>invitations_closed</c> otherwise.</returns>
    public async Task<Result<NewInvitation>> CreateAsync(Guid inviter, string? email, string? role, CancellationToken cancellationToken)
    {
        if (role is not (Roles.Admin or Roles.User))
        {
            return AccountErrors.RoleInvalid;
        }

        if (options.CurrentValue.Registration == RegistrationMode.Closed)
        {
            return AccountErrors.InvitationsClosed;
        }

        var address = string.IsNullOrWhiteSpace(email) ? null : email.Trim();
        if (address is not null && EmailRule.Check(address) is { } wrong)
        {
            return wrong;
        }

        var (token, now) = (LinkToken.New(), time.GetUtcNow());
        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(now),
            TokenHash = LinkToken.HashOf(token)!,
            Email = address,
            Role = role,
            CreatedBy = inviter,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Invitations.Add(invitation);
        audit.Add(db, new(AuditActions.UserInvited, invitation.Id.ToString(), address, $"As {role}."));
        await db.SaveChangesAsync(cancellationToken);
        return new NewInvitation("/register?invitation=" + token, new(invitation.Id, address, role, now, invitation.ExpiresAt));
    }

    /// <summary>Lists those that wait, the newest first.</summary>
    public async Task<IReadOnlyList<InvitationView>> ListAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Invitations.AsNoTracking().Where(i => i.UsedAt == null && i.ExpiresAt > now).OrderByDescending(i => i.CreatedAt)
            .Select(i => new InvitationView(i.Id, i.Email, i.Role, i.CreatedAt, i.ExpiresAt)).ToListAsync(cancellationToken);
    }

    /// <summary>Takes one back.</summary>
    /// <returns>Its id, or <c>not_found</c>.</returns>
    public async Task<Result<Guid>> RevokeAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Invitations.Where(i => i.Id == id && i.UsedAt == null).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return Error.NotFound("invitation");
        }

        await audit.RecordAsync(new(AuditActions.InvitationRevoked, id.ToString()), cancellationToken);
        return id;
    }

    /// <summary>
    /// Finds one that waits, by the secret of its link, as long as whoever made it administers: nobody who was locked, demoted or deleted lets
    /// people in, or back in as an administrator, by a link from before.
    /// </summary>
    internal async Task<InvitationView?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        if (LinkToken.HashOf(token) is not { } hash)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var lockedFrom = now + Lockout.Duration; // Not by wrong passwords: otherwise anybody could stop invitations by guessing.
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var makers = db.Administrators().Where(u => u.LockoutEnd == null || u.LockoutEnd <= lockedFrom);
        return await db.Invitations.AsNoTracking()
            .Where(i => i.TokenHash == hash && i.UsedAt == null && i.ExpiresAt > now && makers.Any(u => u.Id == i.CreatedBy))
            .Select(i => new InvitationView(i.Id, i.Email, i.Role, i.CreatedAt, i.ExpiresAt)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Uses one up, or gives it back when no account came of it.</summary>
    /// <returns>False when somebody else was faster.</returns>
    internal async Task<bool> UseAsync(Guid id, bool used, CancellationToken cancellationToken)
    {
        var at = used ? time.GetUtcNow() : (DateTimeOffset?)null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Invitations.Where(i => i.Id == id && (used ? i.UsedAt == null : i.UsedBy == null))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.UsedAt, at), cancellationToken) == 1;
    }

    /// <summary>Notes whose account came of it.</summary>
    internal async Task BelongsToAsync(Guid id, Guid userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Invitations.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.UsedBy, userId), cancellationToken);
    }
}
