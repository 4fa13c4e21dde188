namespace AgentWeb.Core.Settings;

/// <summary>The languages that the interface speaks.</summary>
public static class Languages
{
    /// <summary>Culture names, the first of which is spoken to those whose own is missing.</summary>
    public static IReadOnlyList<string> All { get; } = ["en", "de"];

    /// <summary>Whether it is one of them.</summary>
    public static bool Contains(string? name) => name is not null && All.Contains(name, StringComparer.Ordinal);
}
