using AgentWeb.Core.Audit;
using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using AgentWeb.Core.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Models.Managed;

/// <summary>Adds a model server, or changes one that was added before. It counts at once, on all nodes.</summary>
public sealed class SaveEndpoint(
    IDbContextFactory<AppDbContext> contexts, IOptionsMonitor<ModelsOptions> options, EndpointSecrets secrets, AuditTrail audit, IConfigurationPulse pulse,
    TimeProvider time)
{
    private const int MaxNameLength = 64;
    private const int MaxUrlLength = 512;
    private const int MaxModels = 500;

    /// <summary>Stores it.</summary>
    /// <param name="id">The server; null for a new one.</param>
    /// <param name="input">How it is described; the name of one that is there stays.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The server; <c>not_found</c>, <c>endpoint_invalid</c> with all that is wrong, or <c>endpoint_key_needed</c> where the key is another server's.</returns>
    public async Task<Result<Guid>> RunAsync(Guid? id, EndpointInput input, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await db.ManagedEndpoints.ToListAsync(cancellationToken);
        var endpoint = all.Find(e => e.Id == id);
        if (id is not null && endpoint is null)
        {
            return Error.NotFound("model server");
        }

        var name = endpoint?.Name ?? input.Name?.Trim() ?? "";
        input = input with { Name = name };
        if (Check(input, all.Where(e => e != endpoint)) is { } wrong)
        {
            return wrong;
        }

        if (input.ApiKey is null && endpoint?.ProtectedApiKey is not null && !EndpointSecrets.IsSameServer(endpoint.BaseUrl, input.BaseUrl))
        {
            return new Error(
                "endpoint_key_needed", "The address leads to another server, and the stored key was given for the one before. Enter the key again, or take it away.");
        }

        var isNew = endpoint is null;
        if (endpoint is null)
        {
            endpoint = new() { Id = Guid.CreateVersion7(time.GetUtcNow()), Name = name, BaseUrl = "" };
            db.ManagedEndpoints.Add(endpoint);
        }

        endpoint.BaseUrl = input.BaseUrl!.Trim();
        endpoint.Enabled = input.Enabled;
        endpoint.Models = [.. input.Models ?? []];
        endpoint.ChangedAt = time.GetUtcNow();
        if (input.ApiKey is { } key)
        {
            endpoint.ProtectedApiKey = key.Length == 0 ? null : secrets.Protect(key);
        }

        audit.Add(db, new(
            AuditActions.EndpointChanged, endpoint.Id.ToString(), name,
            $"{(isNew ? "added" : "changed")}: {endpoint.BaseUrl}, {(endpoint.Enabled ? "on" : "off")}{(input.ApiKey is null ? "" : input.ApiKey.Length == 0 ? ", key taken away" : ", key set")}"));
        ModelChange.Mark(db, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        await pulse.ChangedAsync(CancellationToken.None);
        return endpoint.Id;
    }

    private Error? Check(EndpointInput input, IEnumerable<ManagedEndpoint> others)
    {
        if (input.Name!.Length > MaxNameLength || input.BaseUrl?.Length > MaxUrlLength || input.Models?.Count > MaxModels)
        {
            return new("endpoint_invalid", $"A name has at most {MaxNameLength} characters, an address {MaxUrlLength}, and a server {MaxModels} models.");
        }

        var failures = new List<string>();
        var before = options.CurrentValue.Endpoints.Concat(others.Select(e => LoadManagedModels.OptionsOf(e, apiKey: null)));
        ModelsOptionsValidator.CheckEndpoint("Server", input.ToOptions(input.ApiKey), before, failures);
        return failures.Count == 0 ? null : new("endpoint_invalid", string.Join(' ', failures.Select(failure => failure.Replace("Server:", "", StringComparison.Ordinal))));
    }
}
