using AgentWeb.Core.Audit;
using AgentWeb.Core.Results;
using AgentWeb.Core.Startup;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Configuration;

/// <summary>Reads files, environment and database again, and lets count what they say.</summary>
public sealed class ReloadConfiguration
{
    private readonly ConfigurationLayers _layers;
    private readonly IConfigurationPulse _pulse;
    private readonly AuditTrail _audit;

    internal ReloadConfiguration(ConfigurationLayers layers, IConfigurationPulse pulse, AuditTrail audit) => (_layers, _pulse, _audit) = (layers, pulse, audit);

    /// <summary>Reads it.</summary>
    /// <returns>Whether it was; <c>configuration_unreadable</c> when a file has an error or breaks a rule.</returns>
    public async Task<Result<bool>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            _layers.Reload();
            await _pulse.ChangedAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is InvalidDataException or OptionsValidationException or AggregateException)
        {
            return new Error("configuration_unreadable", "A file of the configuration has an error or breaks a rule; the server's log says which. Mend it and read it again.");
        }

        await _audit.RecordAsync(new(AuditActions.ConfigurationReloaded), cancellationToken);
        return true;
    }
}
