using AgentWeb.Core.Startup;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Accounts;

/// <summary>Makes the first administrator from the configuration, when there is none and one is configured.</summary>
public sealed class UnattendedSetup(CreateAccount createAccount, FirstRun firstRun, IOptions<SetupOptions> options)
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
    }
}
