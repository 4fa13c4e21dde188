using System.Text.Json;

namespace AgentWeb.Core.Backup;

/// <summary>What a backup says about itself, in <c>manifest.json</c>.</summary>
/// <param name="Format">Version of the format.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Version">Version of AgentWeb that made it.</param>
/// <param name="Database"><c>Sqlite</c>; <c>SqlServer</c> when the database is not in it.</param>
/// <param name="Migration">The newest migration of the database.</param>
/// <param name="Entries">SHA-256 in hexadecimal of everything else in it, by name.</param>
/// <param name="Missing">Files that were deleted while it was made.</param>
internal sealed record BackupManifest(
    int Format, DateTimeOffset CreatedAt, string Version, string Database, string? Migration, IReadOnlyDictionary<string, string> Entries, IReadOnlyList<string> Missing)
{
    /// <summary>The format that is written, and the newest that is read.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Name of its entry.</summary>
    public const string EntryName = "manifest.json";

    /// <summary>Name of the database's entry.</summary>
    public const string DatabaseEntry = "agentweb.db";

    /// <summary>What the names of files begin with.</summary>
    public const string FilesPrefix = "files/";

    /// <summary>How it is written.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}
