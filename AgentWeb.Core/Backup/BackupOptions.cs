using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Backup;

/// <summary>Copies of everything. Section <c>Backup</c>.</summary>
public sealed class BackupOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Backup";

    /// <summary>
    /// Folder of the backups, absolute or relative to the data directory; better on another disk. Key <c>Backup:Directory</c>, <c>backups</c> by
    /// default.
    /// </summary>
    [NotEditable]
    public string Directory { get; set; } = "backups";

    /// <summary>How often a backup is made by itself; zero makes none. Key <c>Backup:Every</c>.</summary>
    [Description("How often a backup is made by itself, such as 24 h; 0 makes none")]
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan Every { get; set; }

    /// <summary>How many backups that were made by themselves are kept. Key <c>Backup:Keep</c>.</summary>
    [Description("How many backups that were made by themselves are kept")]
    [Range(1, 1000)]
    public int Keep { get; set; } = 7;
}
