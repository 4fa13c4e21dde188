using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Models.Managed;

/// <summary>Takes what administrators decided about models from the database.</summary>
internal sealed class LoadManagedModels(IDbContextFactory<AppDbContext> contexts, EndpointSecrets secrets, ManagedModels managed) : IStoredConfiguration
{
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var endpoints = await db.ManagedEndpoints.AsNoTracking().Where(e => e.Enabled).OrderBy(e => e.Name).ToListAsync(cancellationToken);
        var policies = await db.ModelPolicies.AsNoTracking().ToListAsync(cancellationToken);
        var grants = await db.ModelGrants.AsNoTracking().ToListAsync(cancellationToken);
        managed.Replace(new(
            [.. endpoints.Select(endpoint => OptionsOf(endpoint, secrets.Reveal(endpoint.ProtectedApiKey)))],
            policies.ToDictionary(policy => policy.ModelKey, StringComparer.Ordinal),
            grants.Select(grant => (grant.ModelKey, grant.OwnerId)).ToHashSet()));
    }

    /// <summary>A stored server as configuration would describe it.</summary>
    internal static EndpointOptions OptionsOf(ManagedEndpoint endpoint, string? apiKey) => new()
    {
        Name = endpoint.Name,
        BaseUrl = endpoint.BaseUrl,
        ApiKey = apiKey,
        Models = [.. endpoint.Models.Select(model => new ModelOptions
        {
            Id = model.Id,
            Name = model.Name,
            ContextWindow = model.ContextWindow ?? ModelDescriptor.AssumedContextWindow,
            Vision = model.Vision,
            Tools = model.Tools,
            Reasoning = model.Reasoning,
        })],
    };
}
