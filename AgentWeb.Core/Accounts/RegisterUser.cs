using AgentWeb.Core.Audit;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Accounts;

/// <summary>Makes an account for somebody who asks for it, when that is allowed, or who was invited.</summary>
public sealed class RegisterUser(
    CreateAccount createAccount, FirstRun firstRun, Invitations invitations, AuditTrail audit, IOptionsMonitor<AccountsOptions> options)
{
    /// <summary>Why nobody can register now, or null. Closed while there is no administrator, whatever is configured.</summary>
    /// <param name="invitation">The secret of an invitation, where there is one: it opens the door unless registration is open anyway.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<Error?> FindObstacleAsync(string? invitation, CancellationToken cancellationToken)
    {
        var mode = options.CurrentValue.Registration;
        if (await firstRun.IsPendingAsync(cancellationToken))
        {
            return AccountErrors.RegistrationClosed;
        }

        if (!string.IsNullOrEmpty(invitation) && mode != RegistrationMode.Closed)
        {
            return await invitations.FindAsync(invitation, cancellationToken) is null ? AccountErrors.InvitationInvalid : null;
        }

        return mode switch
        {
            RegistrationMode.Open => null,
            RegistrationMode.Invite => AccountErrors.RegistrationByInvitation,
            _ => AccountErrors.RegistrationClosed,
        };
    }

    /// <summary>The address that an invitation is for; null when it is for anybody, or is none.</summary>
    public async Task<string?> FindInvitedAsync(string? invitation, CancellationToken cancellationToken) =>
        (await invitations.FindAsync(invitation, cancellationToken))?.Email;

    /// <summary>Makes an account, with the role <see cref="Roles.User"/> or that of the invitation.</summary>
    /// <returns><c>registration_closed</c>, <c>invitation_invalid</c>, <c>invitation_for_another</c> or an error of <see cref="CreateAccount"/> otherwise.</returns>
    public async Task<Result<AppUser>> RunAsync(string? email, string? password, string? invitation, CancellationToken cancellationToken)
    {
        if (await FindObstacleAsync(invitation, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }

        var made = string.IsNullOrEmpty(invitation)
            ? await createAccount.RunAsync(email, password, Roles.User)
            : await ByInvitationAsync(email, password, invitation, cancellationToken);
        if (made.Value is { } user)
        {
            await audit.RecordAsync(
                new(AuditActions.UserCreated, user.Id.ToString(), user.Email, string.IsNullOrEmpty(invitation) ? "Registered." : "Registered by invitation."),
                cancellationToken, CurrentActor.Value.As(user.Id, user.Email));
        }

        return made;
    }

    private async Task<Result<AppUser>> ByInvitationAsync(string? email, string? password, string invitation, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(invitation, cancellationToken) is not { } found)
        {
            return AccountErrors.InvitationInvalid;
        }

        if (found.Email is { } only && !string.Equals(only, email?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            return AccountErrors.InvitationForAnother;
        }

        // Used up before the account is made: of two at once one gets in. Given back when the input is refused.
        if (!await invitations.UseAsync(found.Id, used: true, cancellationToken))
        {
            return AccountErrors.InvitationInvalid;
        }

        var made = await createAccount.RunAsync(email, password, found.Role);
        if (made.Value is { } user)
        {
            await invitations.BelongsToAsync(found.Id, user.Id, CancellationToken.None);
        }
        else
        {
            await invitations.UseAsync(found.Id, used: false, CancellationToken.None);
        }

        return made;
    }
}
