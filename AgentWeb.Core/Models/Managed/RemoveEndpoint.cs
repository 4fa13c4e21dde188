using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Models.Managed;

/// <summary>Removes a model server that was added on the page. Replies that it writes are written to their end.</summary>
public sealed class RemoveEndpoint(
    IDbContextFactory<AppDbContext> contexts, IOptionsMonitor<ModelsOptions> options, AuditTrail audit, IConfigurationPulse pulse, TimeProvider time)
{
    /// <summary>Removes it.</summary>
    /// <returns>Its name; <c>not_found</c>, or <c>endpoint_in_use</c> while settings name one of its models.</returns>
    public async Task<Result<string>> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ManagedEndpoints.FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } endpoint)
        {
            return Error.NotFound("model server");
        }

        var models = options.CurrentValue;
        var used = new[] { ("Models:Default", models.Default), ("Models:Embedding", models.Embedding) }
            .Where(setting => setting.Item2 is { Length: > 0 } key && EmbeddingModel.Split(key).Endpoint == endpoint.Name).Select(setting => setting.Item1).ToList();
        if (used.Count > 0)
        {
            return new Error("endpoint_in_use", $"{string.Join(" and ", used)} names a model of this server. Change that first.", ErrorKind.Conflict);
        }

        db.ManagedEndpoints.Remove(endpoint);
        audit.Add(db, new(AuditActions.EndpointChanged, endpoint.Id.ToString(), endpoint.Name, "removed"));
        ModelChange.Mark(db, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await pulse.ChangedAsync(CancellationToken.None);
        return endpoint.Name;
    }
}
