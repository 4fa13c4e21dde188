namespace AgentWeb.Core.Data.Entities;

/// <summary>A row that belongs to one user.</summary>
public interface IOwned
{
    /// <summary>The user it belongs to.</summary>
    Guid OwnerId { get; }
}
