namespace AgentWeb.Core.Data.Entities;

/// <summary>A folder that a user keeps conversations in. A conversation is in one at most.</summary>
public sealed class Folder : IOwned
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 60;

    /// <summary>Most folders of one user.</summary>
    public const int MaxPerUser = 200;

    /// <summary>Identifier (UUIDv7).</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    /// <summary>The name as it is compared: a user has no two folders whose names differ only in case.</summary>
    public required string NormalizedName { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
