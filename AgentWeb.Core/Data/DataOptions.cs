namespace AgentWeb.Core.Data;

/// <summary>Where files live. Section <c>Data</c>.</summary>
public sealed class DataOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Data";

    /// <summary>
    /// Folder of the SQLite file and of uploaded files, absolute or relative to the content root. Key <c>Data:Directory</c>.
    /// </summary>
    public string Directory { get; set; } = "data";
}
