namespace AgentWeb.Core.Data.Entities;

/// <summary>A key that protects cookies and secrets, shared by all nodes through the database.</summary>
public sealed class DataProtectionKey
{
    /// <summary>Row number.</summary>
    public int Id { get; set; }

    /// <summary>The key's own name.</summary>
    public required string FriendlyName { get; set; }

    /// <summary>The key as the data protection system writes it.</summary>
    public required string Xml { get; set; }
}
