using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models.Managed;

namespace AgentWeb.Features.Admin.Models;

/// <summary>A model server while it is written down.</summary>
public sealed class ServerDraft
{
    private IReadOnlyList<ManagedModel> _described = [];

    /// <summary>The server; null for a new one.</summary>
    public Guid? Id { get; private init; }

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its address.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Whether it has a key already.</summary>
    public bool HasKey { get; private init; }

    /// <summary>Its key; empty leaves it as it is.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Whether its key goes.</summary>
    public bool DropKey { get; set; }

    /// <summary>Whether it is asked.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Its models, one a line; empty asks the server.</summary>
    public string Models { get; set; } = "";

    /// <summary>One that is there.</summary>
    public static ServerDraft Of(EndpointView server) => new()
    {
        Id = server.Id,
        Name = server.Name,
        BaseUrl = server.BaseUrl,
        HasKey = server.HasKey,
        Enabled = server.Enabled,
        Models = string.Join('\n', server.Described.Select(model => model.Id)),
        _described = server.Described,
    };

    /// <summary>As it is stored. What was known about a model that stays is kept.</summary>
    public EndpointInput ToInput()
    {
        var ids = Models.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);
        return new(
            Name, BaseUrl, DropKey ? "" : ApiKey.Trim() is { Length: > 0 } key ? key : null, Enabled,
            [.. ids.Select(id => _described.FirstOrDefault(model => model.Id == id) ?? new ManagedModel { Id = id })]);
    }
}
