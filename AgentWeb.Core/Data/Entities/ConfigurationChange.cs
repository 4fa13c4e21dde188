namespace AgentWeb.Core.Data.Entities;

/// <summary>A change of settings that was made at once, so that it can be read and undone at once.</summary>
public sealed class ConfigurationChange
{
    /// <summary>Order of the changes.</summary>
    public long Seq { get; set; }

    /// <summary>The section, such as <c>Queue</c>.</summary>
    public required string Section { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Who changed it, as they were called then.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>The change that this one took back; null when it is no undo.</summary>
    public long? UndoOf { get; set; }

    /// <summary>What changed.</summary>
    public List<ConfigurationValueChange> Values { get; set; } = [];
}

/// <summary>One setting of a <see cref="ConfigurationChange"/>: its override before and after; null where there was none.</summary>
public sealed class ConfigurationValueChange
{
    /// <summary>The key.</summary>
    public string Key { get; set; } = "";

    /// <summary>The override before.</summary>
    public string? Before { get; set; }

    /// <summary>The override after.</summary>
    public string? After { get; set; }
}
