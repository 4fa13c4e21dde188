using AgentWeb.Core.Audit;
using AgentWeb.Core.Startup;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Accounts;

/// <summary>Makes the first administrator from the configuration, when there is none and one is configured.</summary>
public sealed class UnattendedSetup(CreateAccount createAccount, FirstRun firstRun, IOptions<SetupOptions> options, AuditTrail audit)
{
    /// <summary>Makes it.</summary>
    /// <exception cref="InvalidConfigurationException">It cannot be made; the message names the key.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.IsGiven || !await firstRun.IsPendingAsync(cancellationToken))
        {
            return;
        }

        var created = await createAccount.RunAsync(options.Value.AdminEmail, options.Value.AdminPassword, Roles.Admin);
        if (!created.Succeeded)
        {
            throw new InvalidConfigurationException($"{SetupOptions.EmailKey} is not usable: {created.Error.Message}");
        }

        var admin = created.Value;
        await audit.RecordAsync(
            new(AuditActions.UserCreated, admin.Id.ToString(), admin.Email, "The first administrator, by the configuration."), CancellationToken.None);
    }
}
