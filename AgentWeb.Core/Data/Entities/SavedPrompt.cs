namespace AgentWeb.Core.Data.Entities;

/// <summary>A text that a person uses again and again, put into the composer by <c>/name</c>.</summary>
public sealed class SavedPrompt : IOwned
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 40;

    /// <summary>Longest text, in characters.</summary>
    public const int MaxTextLength = 10_000;

    /// <summary>Identifier (UUIDv7).</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>What is typed after the slash; unique for each user.</summary>
    public required string Name { get; set; }

    /// <summary>What is put into the composer.</summary>
    public required string Text { get; set; }
}
