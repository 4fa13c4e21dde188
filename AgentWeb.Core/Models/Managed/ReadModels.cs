using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models.Catalogue;
using AgentWeb.Core.Models.Endpoints;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentWeb.Core.Models.Managed;

/// <summary>A model server, for administrators. Its key is never among what is read.</summary>
/// <param name="Id">Identifier of one that was added on the page; null for one of the configuration, which is changed there.</param>
/// <param name="Name">Its name.</param>
/// <param name="BaseUrl">Its address.</param>
/// <param name="HasKey">Whether it has a key.</param>
/// <param name="Enabled">Whether it is asked at all.</param>
/// <param name="Described">Its models as they were described; none when the server is asked.</param>
/// <param name="HasTold">Whether it told its models, where it is asked; null where it is not.</param>
public sealed record EndpointView(Guid? Id, string Name, string BaseUrl, bool HasKey, bool Enabled, IReadOnlyList<ManagedModel> Described, bool? HasTold);

/// <summary>A model, for administrators.</summary>
/// <param name="Model">The model with what was decided about it.</param>
/// <param name="Use">Who may use it.</param>
/// <param name="Users">E-mail addresses of those who were chosen.</param>
/// <param name="Policy">What was decided; null when nothing was.</param>
public sealed record ModelView(ModelDescriptor Model, ModelUse Use, IReadOnlyList<string> Users, ModelPolicy? Policy);

/// <summary>All model servers and models.</summary>
/// <param name="Endpoints">The servers, those of the configuration first.</param>
/// <param name="Models">The models, those that are switched off included.</param>
public sealed record ModelsView(IReadOnlyList<EndpointView> Endpoints, IReadOnlyList<ModelView> Models);

/// <summary>Reads model servers and models for administrators.</summary>
public sealed class ReadModels(IDbContextFactory<AppDbContext> contexts, IServiceProvider services)
{
    private readonly Lazy<(ModelCatalogue Catalogue, EndpointConnections Connections, ManagedModels Managed)> _parts = new(() =>
        (services.GetRequiredService<ModelCatalogue>(), services.GetRequiredService<EndpointConnections>(), services.GetRequiredService<ManagedModels>()));

    /// <summary>Reads them.</summary>
    public async Task<ModelsView> RunAsync(CancellationToken cancellationToken)
    {
        var (catalogue, connections, managed) = _parts.Value;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var added = await db.ManagedEndpoints.AsNoTracking().OrderBy(e => e.Name).ToListAsync(cancellationToken);
        var chosen = (await db.ModelGrants.AsNoTracking()
                .Join(db.Users, grant => grant.OwnerId, user => user.Id, (grant, user) => new { grant.ModelKey, user.UserName })
                .ToListAsync(cancellationToken))
            .ToLookup(grant => grant.ModelKey, grant => grant.UserName!, StringComparer.Ordinal);
        bool? HasTold(string name, bool isAsked) => isAsked ? catalogue.HasTold(name) : null;
        var configured = connections.Endpoints.Where(e => added.TrueForAll(other => other.Name != e.Name)).Select(e => new EndpointView(
            Id: null, e.Name, e.BaseUrl, !string.IsNullOrEmpty(e.ApiKey), Enabled: true,
            [.. (e.Models ?? []).Select(model => new ManagedModel { Id = model.Id, Name = model.Name })], HasTold(e.Name, e.Models is not { Count: > 0 })));
        return new(
            [.. configured, .. added.Select(e => new EndpointView(e.Id, e.Name, e.BaseUrl, e.ProtectedApiKey is not null, e.Enabled, e.Models, HasTold(e.Name, e.Enabled && e.Models.Count == 0)))],
            [.. catalogue.Everything.Select(model => ViewOf(model, managed.PolicyOf(model.Key), [.. chosen[model.Key].Order(StringComparer.OrdinalIgnoreCase)]))]);
    }

    private static ModelView ViewOf(ModelDescriptor model, ModelPolicy? policy, IReadOnlyList<string> users) => new(
        model, SaveModelPolicy.UseOf(policy), users, policy);
}
