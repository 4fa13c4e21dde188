using System.Buffers;
using System.IO.Compression;
using AgentWeb.Core.Files.Office;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Checking;

/// <summary>
/// What may be in a package. Everything is unpacked once and thrown away, and what comes out is counted: what an archive says of its sizes,
/// whoever made it wrote.
/// </summary>
internal static class PackageRules
{
    /// <summary>Most parts. A presentation of 2,000 slides with notes has about so many.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>Most bytes of the list of parts.</summary>
    public const long MaxDirectorySize = 2 * 1024 * 1024;

    /// <summary>Below this nothing is a bomb, however well it was compressed.</summary>
    private const long HarmlessSize = 1024 * 1024;

    private const int BlockSize = 128 * 1024;

    /// <summary>The rule that a package breaks; null when it keeps all.</summary>
    /// <param name="zip">The package.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="limits">What may come out.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static async Task<Error?> BreachAsync(ZipArchive zip, long size, ContentLimits limits, CancellationToken cancellationToken)
    {
        if (OfNames(zip) is { } breach)
        {
            return breach;
        }

        // Entries that lie over each other unpack the same bytes again and again.
        if (zip.Entries.Sum(e => e.CompressedLength) > size)
        {
            return FileErrors.Overlapping;
        }

        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var unpacked = 0L;
            foreach (var entry in zip.Entries)
            {
                var part = new PartScan(entry.FullName);
                await using var content = await entry.OpenAsync(cancellationToken);
                while (await content.ReadAtLeastAsync(block.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken) is > 0 and var read)
                {
                    unpacked += read;
                    if (unpacked > limits.Decompressed)
                    {
                        return FileErrors.UnpacksTooLarge(limits.Decompressed);
                    }

                    if (unpacked > HarmlessSize && unpacked / size >= limits.Ratio)
                    {
                        return FileErrors.RatioTooHigh(limits.Ratio);
                    }

                    if (part.Add(block.AsSpan(0, read)) is { } found)
                    {
                        return found;
                    }
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static Error? OfNames(ZipArchive zip)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries)
        {
            if (entry.IsEncrypted)
            {
                return FileErrors.Encrypted;
            }

            if (IsUnsafe(entry.FullName))
            {
                return FileErrors.UnsafeParts;
            }

            if (!names.Add(PartName.Of(entry.FullName)))
            {
                return FileErrors.Damaged;
            }
        }

        return null;
    }

    /// <summary>Nothing is ever unpacked to a file here; but whoever takes the file from here might.</summary>
    private static bool IsUnsafe(string name) =>
        name.Length == 0 || name[0] is '/' or '\\' || name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl)
        || name.Split('/', '\\').Contains("..");
}
