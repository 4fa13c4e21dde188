using AgentWeb.Core.Audit;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Accounts;

/// <summary>Makes an account for somebody, whatever registration says: for administrators.</summary>
public sealed class CreateUser(CreateAccount createAccount, AuditTrail audit)
{
    /// <summary>Makes it.</summary>
    /// <returns>Its id, or <c>role_invalid</c>, or an error of <see cref="CreateAccount"/>.</returns>
    public async Task<Result<Guid>> RunAsync(string? email, string? password, string? role, CancellationToken cancellationToken)
    {
        if (role is not (Roles.Admin or Roles.User))
        {
            return AccountErrors.RoleInvalid;
        }

        var made = await createAccount.RunAsync(email, password, role);
        if (!made.Succeeded)
        {
            return made.Error;
        }

        await audit.RecordAsync(new(AuditActions.UserCreated, made.Value.Id.ToString(), made.Value.Email, $"As {role}."), cancellationToken);
        return made.Value.Id;
    }
}
