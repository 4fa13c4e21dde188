using System.IO.Compression;

namespace AgentWeb.Core.Files.Office;

/// <summary>
/// A Word, Excel or PowerPoint file as what it is: a ZIP of parts that refer to each other. Parts are read as streams, one at a time. The Open
/// XML SDK is not used for it: it loads every part by recursion, so that a chain of 20,000 overflows the stack and ends the server, and it
/// opens no document in which one web address is malformed, of which there are many.
/// </summary>
internal sealed class OfficePackage : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);

    private OfficePackage(ZipArchive zip) => _zip = zip;

    /// <summary>The part that the others hang on.</summary>
    public string MainPart { get; private set; } = "";

    /// <summary>Opens a file that was checked.</summary>
    /// <exception cref="InvalidDataException">It is no ZIP, or nothing in it says where to begin.</exception>
    public static OfficePackage Open(string path)
    {
        var package = new OfficePackage(new ZipArchive(LocalFile.OpenRead(path), ZipArchiveMode.Read, leaveOpen: false));
        try
        {
            foreach (var entry in package._zip.Entries)
            {
                package._parts.TryAdd(PartName.Of(entry.FullName), entry);
            }

            package.MainPart = package.Related("", "officeDocument", CancellationToken.None) ?? throw new InvalidDataException();
            return package;
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is a part of that name.</summary>
    public bool Has(string part) => _parts.ContainsKey(part);

    /// <summary>Bytes of a part, unpacked, as the archive has it; 0 when there is none.</summary>
    public long LengthOf(string part) => _parts.TryGetValue(part, out var entry) ? entry.Length : 0;

    /// <summary>Reads a part; null when there is none of that name.</summary>
    public OfficeXml? Read(string? part, CancellationToken cancellationToken) =>
        part is not null && _parts.TryGetValue(part, out var entry) ? new(entry.Open(), cancellationToken) : null;

    /// <summary>The parts that a part refers to.</summary>
    public IReadOnlyList<Relation> RelationsOf(string part, CancellationToken cancellationToken = default)
    {
        var relations = new List<Relation>();
        using var xml = Read(PartName.RelationsOf(part), cancellationToken);
        while (xml?.Read() == true)
        {
            if (xml.IsStart("Relationship") && xml.Attribute("Target") is { } target && xml.Attribute("TargetMode") != "External")
            {
                relations.Add(new(xml.Attribute("Id") ?? "", xml.Attribute("Type") ?? "", PartName.Resolve(part, target)));
            }
        }

        return relations;
    }

    /// <summary>The first part of a type that a part refers to; null when there is none.</summary>
    public string? Related(string part, string type, CancellationToken cancellationToken) =>
        RelationsOf(part, cancellationToken).FirstOrDefault(r => r.IsOfType(type))?.Target;

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();
}
