using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentWeb.Core.Export;

namespace AgentWeb.Core.Import;

/// <summary>Finds the conversations in a file, one at a time: JSON of one or of a list, or a ZIP of such files. What it is, its first bytes tell.</summary>
internal static class ImportFile
{
    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = ImportLimits.Depth };
    private static readonly JsonDocumentOptions DeepDocument = new() { MaxDepth = ImportLimits.Depth };

    /// <summary>The values that may be conversations.</summary>
    /// <exception cref="ImportRefusedException">The file is too much.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidDataException">It is a broken ZIP.</exception>
    public static IAsyncEnumerable<JsonElement> ReadAsync(Stream file, CancellationToken cancellationToken) =>
        IsZip(file) ? FromZipAsync(file, cancellationToken) : FromJsonAsync(file, cancellationToken);

    private static bool IsZip(Stream file)
    {
        Span<byte> start = stackalloc byte[4];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == start.Length && start.SequenceEqual("PK\u0003\u0004"u8);
    }

    private static async IAsyncEnumerable<JsonElement> FromZipAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        if (zip.Entries.Count > ImportLimits.ZipEntries)
        {
            throw new ImportRefusedException("file_too_large", $"The file has more than {ImportLimits.ZipEntries:N0} files in it.");
        }

        var left = ImportLimits.UnpackedBytes;
        var isOurs = zip.GetEntry(ExportAccount.ContentsName) is not null;
        foreach (var entry in zip.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !(isOurs && IsUploaded(e))))
        {
            // Twice: the first look costs a few bytes, and a stream of a ZIP does not go back.
            bool isList;
            await using (var look = await entry.OpenAsync(cancellationToken))
            {
                isList = await FirstCharacterAsync(look, cancellationToken) == '[';
            }

            await using var unpacked = await entry.OpenAsync(cancellationToken);
            await using var content = new LimitedStream(unpacked, isList ? left : Math.Min(left, ImportLimits.FileBytes));
            await foreach (var value in ValuesAsync(content, isList, cancellationToken))
            {
                // Other programs put much else into theirs, and so do we: settings, the account.
                if (ReadConversation.Recognises(value))
                {
                    yield return value;
                }
            }

            left -= content.Taken;
        }
    }

    /// <summary>What somebody had uploaded is not what they said, even when it looks like it.</summary>
    private static bool IsUploaded(ZipArchiveEntry entry) => entry.FullName.StartsWith(ExportedFiles.Folder, StringComparison.Ordinal);

    private static async IAsyncEnumerable<JsonElement> FromJsonAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isList = await FirstCharacterAsync(file, cancellationToken) == '[';
        file.Position = 0;
        await foreach (var value in ValuesAsync(file, isList, cancellationToken))
        {
            yield return value;
        }
    }

    private static async IAsyncEnumerable<JsonElement> ValuesAsync(Stream json, bool isList, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!isList)
        {
            using var document = await JsonDocument.ParseAsync(json, DeepDocument, cancellationToken);
            yield return document.RootElement;
            yield break;
        }

        await foreach (var value in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(json, Deep, cancellationToken))
        {
            yield return value;
        }
    }

    /// <summary>The first character that is no space, and no byte order mark.</summary>
    private static async Task<char> FirstCharacterAsync(Stream json, CancellationToken cancellationToken)
    {
        var start = new byte[64];
        var read = await json.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        return (char)Array.Find(start[..read], b => b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF));
    }
}
