using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace AgentWeb.Core.Backup;

/// <summary>Writes what is in a backup, and hashes it on the way.</summary>
internal sealed class BackupWriter(Stream target) : IDisposable
{
    private readonly ZipArchive _zip = new(target, ZipArchiveMode.Create, leaveOpen: true);
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);

    /// <summary>What is in it so far.</summary>
    public IReadOnlyDictionary<string, string> Hashes => _hashes;

    /// <summary>Adds an entry.</summary>
    public async Task AddAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        await using (var entry = await _zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken))
        await using (var hashing = new CryptoStream(entry, hash, CryptoStreamMode.Write))
        {
            await content.CopyToAsync(hashing, cancellationToken);
        }

        _hashes[name] = Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>Adds what it says about itself.</summary>
    public async Task AddManifestAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        await using var entry = await _zip.CreateEntry(BackupManifest.EntryName).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(entry, manifest, BackupManifest.Json, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();
}
