namespace AgentWeb.Core.Startup;

/// <summary>Tells all nodes that stored configuration was changed.</summary>
public interface IConfigurationPulse
{
    /// <summary>Called after the change is stored; returns when it counts on this node.</summary>
    Task ChangedAsync(CancellationToken cancellationToken);
}
