using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Backup;

/// <summary>Unpacks a backup and compares everything in it with what it says about itself.</summary>
internal static partial class BackupReader
{
    /// <summary>Unpacks it into a new folder.</summary>
    /// <returns>What it says about itself, or why it cannot be used.</returns>
    public static async Task<Result<BackupManifest>> UnpackAsync(string path, string folder, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            var manifest = await ReadManifestAsync(zip, cancellationToken);
            if (manifest is null || manifest.Format is < 1 or > BackupManifest.CurrentFormat)
            {
                return RestoreBackup.Refusal(manifest is null ? "The file is no backup of AgentWeb." : "The backup was made by a newer version of AgentWeb. Install that one first.");
            }

            Directory.CreateDirectory(folder);
            foreach (var (name, hash) in manifest.Entries)
            {
                if (!Known().IsMatch(name) || zip.GetEntry(name) is not { } entry)
                {
                    return Damaged(name);
                }

                if (!string.Equals(await UnpackAsync(entry, Path.Combine(folder, name), cancellationToken), hash, StringComparison.OrdinalIgnoreCase))
                {
                    return Damaged(name);
                }
            }

            return manifest;
        }
        catch (Exception failure) when (failure is InvalidDataException or JsonException or EndOfStreamException)
        {
            return RestoreBackup.Refusal("The file is no backup of AgentWeb, or damaged. Nothing was changed.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return RestoreBackup.Refusal($"Nothing was changed: {failure.Message}");
        }
    }

    private static Error Damaged(string name) => RestoreBackup.Refusal($"The backup is damaged: {name} is not what it was. Nothing was changed.");

    private static async Task<BackupManifest?> ReadManifestAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        if (zip.GetEntry(BackupManifest.EntryName) is not { } entry)
        {
            return null;
        }

        await using var content = await entry.OpenAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync<BackupManifest>(content, BackupManifest.Json, cancellationToken);
    }

    /// <summary>Unpacks an entry and gives the hash of what came out.</summary>
    private static async Task<string> UnpackAsync(ZipArchiveEntry entry, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var content = await entry.OpenAsync(cancellationToken))
        await using (var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            await content.CopyToAsync(target, cancellationToken);
        }

        await using var written = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellationToken));
    }

    [GeneratedRegex(@"^(?:agentweb\.db|files/[0-9a-f]{2}/[0-9a-f]{32})\z", RegexOptions.None, 1000)]
    private static partial Regex Known();
}
