using System.Globalization;
using System.Text.RegularExpressions;
using AgentWeb.Core.Data;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Backup;

/// <summary>A backup that is there.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Scheduled">Whether it was made by itself.</param>
public sealed record BackupFile(string Name, long Size, DateTimeOffset CreatedAt, bool Scheduled);

/// <summary>The folder of the backups. Names are checked: what somebody asks for is never a path.</summary>
public sealed partial class BackupFolder(DatabaseSettings settings, IOptionsMonitor<BackupOptions> options)
{
    private const string Moment = "yyyyMMdd-HHmmss";

    /// <summary>Its absolute path.</summary>
    public string Path => System.IO.Path.GetFullPath(
        string.IsNullOrWhiteSpace(options.CurrentValue.Directory) ? new BackupOptions().Directory : options.CurrentValue.Directory, settings.DataDirectory);

    /// <summary>The backups, newest first.</summary>
    public IReadOnlyList<BackupFile> List() => !System.IO.Directory.Exists(Path)
        ? []
        : [.. new DirectoryInfo(Path).EnumerateFiles("*.zip").Select(Read).OfType<BackupFile>().OrderByDescending(file => file.Name, StringComparer.Ordinal)];

    /// <summary>The backup of that name; null when there is none.</summary>
    public BackupFile? Find(string name) => Name().IsMatch(name) && new FileInfo(PathOf(name)) is { Exists: true } file ? Read(file) : null;

    /// <summary>The path of one that was found.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A name for one that is made now.</summary>
    internal string NewName(DateTimeOffset now, bool scheduled)
    {
        System.IO.Directory.CreateDirectory(Path);
        for (; ; now = now.AddSeconds(1))
        {
            var name = $"agentweb-{now.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture)}{(scheduled ? "-scheduled" : "")}.zip";
            if (!File.Exists(PathOf(name)))
            {
                return name;
            }
        }
    }

    private static BackupFile? Read(FileInfo file) => Name().Match(file.Name) is { Success: true } match
        && DateTimeOffset.TryParseExact(match.Groups["at"].Value, Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new(file.Name, file.Length, at, match.Groups["scheduled"].Success)
            : null;

    [GeneratedRegex(@"^agentweb-(?<at>\d{8}-\d{6})(?<scheduled>-scheduled)?\.zip\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
