using AgentWeb.Core.Audit;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Accounts;

/// <summary>Makes the first administrator, once, for whoever knows the set-up code.</summary>
public sealed class CreateFirstAdministrator(CreateAccount createAccount, FirstRun firstRun, FirstAdministratorGate gate, AuditTrail audit)
{
    /// <summary>Makes the account; the code stays good when the input is refused.</summary>
    /// <returns><c>already_set_up</c>, <c>wrong_setup_code</c> or an error of <see cref="CreateAccount"/> otherwise.</returns>
    public async Task<Result<AppUser>> RunAsync(string? code, string? email, string? password, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        if (!await firstRun.IsPendingAsync(cancellationToken))
        {
            return AccountErrors.AlreadySetUp;
        }

        if (!firstRun.Code.Matches(code))
        {
            return AccountErrors.WrongSetupCode;
        }

        var made = await createAccount.RunAsync(email, password, Roles.Admin);
        if (made.Value is { } admin)
        {
            await audit.RecordAsync(
                new(AuditActions.UserCreated, admin.Id.ToString(), admin.Email, "The first administrator, by the set-up code."),
                CancellationToken.None, CurrentActor.Value.As(admin.Id, admin.Email));
        }

        return made;
    }
}
