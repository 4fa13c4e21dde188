using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Models.Managed;

/// <summary>What administrators decided about model servers and models, as it was last read from the database. Readers need no lock.</summary>
public sealed class ManagedModels
{
    private volatile ManagedState _state = ManagedState.Empty;

    /// <summary>Raised after it changed.</summary>
    internal event EventHandler? Changed;

    /// <summary>Servers that were added on the page, those that are switched on.</summary>
    internal IReadOnlyList<EndpointOptions> Endpoints => _state.Endpoints;

    /// <summary>The decision about a model; null where there is none.</summary>
    internal ModelPolicy? PolicyOf(string modelKey) => _state.Policies.GetValueOrDefault(modelKey);

    /// <summary>Whether a person was chosen for a restricted model.</summary>
    internal bool IsGranted(string modelKey, Guid userId) => _state.Grants.Contains((modelKey, userId));

    /// <summary>A model with what was decided about its price and how much may run on it.</summary>
    internal ModelDescriptor Decided(ModelDescriptor model) => PolicyOf(model.Key) is not { } policy ? model : model with
    {
        MaxConcurrency = policy.MaxConcurrency ?? model.MaxConcurrency,
        InputPrice = policy.InputPrice ?? model.InputPrice,
        OutputPrice = policy.OutputPrice ?? model.OutputPrice,
    };

    internal void Replace(ManagedState state)
    {
        _state = state;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}

/// <summary>All of it at one moment.</summary>
internal sealed record ManagedState(
    IReadOnlyList<EndpointOptions> Endpoints, IReadOnlyDictionary<string, ModelPolicy> Policies, IReadOnlySet<(string ModelKey, Guid UserId)> Grants)
{
    public static ManagedState Empty { get; } = new([], new Dictionary<string, ModelPolicy>(StringComparer.Ordinal), new HashSet<(string, Guid)>());
}
