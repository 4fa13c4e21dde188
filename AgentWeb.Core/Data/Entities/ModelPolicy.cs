namespace AgentWeb.Core.Data.Entities;

/// <summary>What an administrator decided about a model, wherever it comes from. No row leaves it as it is configured.</summary>
public sealed class ModelPolicy
{
    /// <summary>Key of the model.</summary>
    public required string ModelKey { get; set; }

    /// <summary>Whether only those with a <see cref="ModelGrant"/> and administrators may use it.</summary>
    public bool Restricted { get; set; }

    /// <summary>Whether nobody may use it.</summary>
    public bool Disabled { get; set; }

    /// <summary>Most generations that run on it at once; null leaves what is configured.</summary>
    public int? MaxConcurrency { get; set; }

    /// <summary>Price of a million input tokens; null leaves what is configured.</summary>
    public decimal? InputPrice { get; set; }

    /// <summary>Price of a million output tokens; null leaves what is configured.</summary>
    public decimal? OutputPrice { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>That a person may use a restricted model.</summary>
public sealed class ModelGrant : IOwned
{
    /// <summary>Key of the model.</summary>
    public required string ModelKey { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }
}
