namespace AgentWeb.Core.Data.Entities;

/// <summary>Something a person did with the product, for judging features by their use; never text.</summary>
public sealed class ProductEvent : IOwned
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Order of arrival.</summary>
    public long Seq { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>What was done, such as <c>gen.continue_clicked</c>.</summary>
    public required string Name { get; set; }

    /// <summary>The number that belongs to it, such as a length in characters; null when there is none.</summary>
    public long? Value { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }
}
