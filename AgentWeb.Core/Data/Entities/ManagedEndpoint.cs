namespace AgentWeb.Core.Data.Entities;

/// <summary>A model server that an administrator added on the page, beside those of the configuration.</summary>
public sealed class ManagedEndpoint
{
    /// <summary>Identifier (UUIDv7).</summary>
    public Guid Id { get; set; }

    /// <summary>What it is called; keys of its models begin with it.</summary>
    public required string Name { get; set; }

    /// <summary>Its address, such as <c>http://gpu-box:8000/v1</c>.</summary>
    public required string BaseUrl { get; set; }

    /// <summary>Its key, protected with the server's own keys; null when it needs none. Written, never shown.</summary>
    public string? ProtectedApiKey { get; set; }

    /// <summary>Whether it is asked at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Its models by their ids; none means that the server is asked for them.</summary>
    public List<ManagedModel> Models { get; set; } = [];

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>A model of a <see cref="ManagedEndpoint"/>, with what the configuration could say of one.</summary>
public sealed class ManagedModel
{
    /// <summary>What the server calls it.</summary>
    public string Id { get; set; } = "";

    /// <summary>What people read.</summary>
    public string? Name { get; set; }

    /// <summary>Tokens it takes; null for the default.</summary>
    public int? ContextWindow { get; set; }

    /// <summary>Whether it sees pictures.</summary>
    public bool Vision { get; set; }

    /// <summary>Whether it calls tools.</summary>
    public bool Tools { get; set; }

    /// <summary>Whether it thinks aloud.</summary>
    public bool Reasoning { get; set; }
}
