namespace AgentWeb.Core.Data.Entities;

/// <summary>How a person wants the product to be. No row means that everything is as it comes.</summary>
public sealed class UserSettings : IOwned
{
    /// <inheritdoc/>
    public Guid OwnerId { get; set; }

    /// <summary>Colours.</summary>
    public ThemeChoice Theme { get; set; }

    /// <summary>Space between things.</summary>
    public DensityChoice Density { get; set; }

    /// <summary>Language of the interface as a culture name (<c>en</c>, <c>de</c>); null follows the browser.</summary>
    public string? Language { get; set; }

    /// <summary>The model that new conversations begin with; null takes the server's default.</summary>
    public string? DefaultModelKey { get; set; }

    /// <summary>Whether the browser is to tell of replies that finish while one looks elsewhere.</summary>
    public bool Notifications { get; set; }
}

/// <summary>Colours of the interface.</summary>
public enum ThemeChoice
{
    /// <summary>As the device has it.</summary>
    System,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,
}

/// <summary>Space between the things on a page.</summary>
public enum DensityChoice
{
    /// <summary>Generous.</summary>
    Comfortable,

    /// <summary>More on a page.</summary>
    Compact,
}
