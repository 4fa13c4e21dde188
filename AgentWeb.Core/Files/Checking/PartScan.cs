using AgentWeb.Core.Results;

namespace AgentWeb.Core.Files.Checking;

/// <summary>Looks at a part of a package while it is unpacked.</summary>
internal sealed class PartScan
{
    /// <summary>Most bytes between two tags: readers of XML hold an attribute whole.</summary>
    private const int LongestRun = 16 * 1024 * 1024;

    /// <summary>Most bytes of a part that lists other parts, which is held in memory.</summary>
    private const long MaxListSize = 4 * 1024 * 1024;

    private const int HeadLength = 8192;

    private static readonly byte[][] Archives = [[.. "PK\u0003\u0004"u8], [.. "Rar!"u8], [(byte)'7', (byte)'z', 0xBC, 0xAF], [0xFD, .. "7zXZ"u8], [.. "BZh"u8]];

    private readonly bool _isXml;
    private readonly bool _isList;
    private readonly bool _isEmbedded;
    private long _length;
    private long _run;

    /// <summary>A part of that name.</summary>
    public PartScan(string name)
    {
        _isList = name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || name.EndsWith("[Content_Types].xml", StringComparison.OrdinalIgnoreCase);
        _isXml = _isList || name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

        // Charts carry their workbook with them; it is never opened.
        _isEmbedded = name.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Looks at the next bytes of it; the rule that they break, if they do.</summary>
    public Error? Add(ReadOnlySpan<byte> block)
    {
        if (_length == 0 && OfHead(block[..Math.Min(block.Length, HeadLength)]) is { } breach)
        {
            return breach;
        }

        _length += block.Length;
        if (_isList && _length > MaxListSize)
        {
            return FileErrors.TooManyParts(PackageRules.MaxEntries);
        }

        return _isXml && RunsTooLong(block) ? FileErrors.LineTooLong(LongestRun) : null;
    }

    private Error? OfHead(ReadOnlySpan<byte> head)
    {
        if (!_isEmbedded && IsArchive(head))
        {
            return FileErrors.NestedArchive;
        }

        if (!_isXml)
        {
            return null;
        }

        // No office program writes UTF-16, and no search for tags would find them in it.
        return head.Contains((byte)0) ? FileErrors.Damaged
            : head.IndexOf("<!DOCTYPE"u8) >= 0 || head.IndexOf("<!ENTITY"u8) >= 0 ? FileErrors.Entities
            : null;
    }

    private static bool IsArchive(ReadOnlySpan<byte> head)
    {
        foreach (var signature in Archives)
        {
            if (head.StartsWith(signature))
            {
                return true;
            }
        }

        return false;
    }

    private bool RunsTooLong(ReadOnlySpan<byte> block)
    {
        var first = block.IndexOf((byte)'<');
        _run += first < 0 ? block.Length : first;
        if (_run > LongestRun)
        {
            return true;
        }

        // Between two tags of one block there is no room for a run that is too long.
        _run = first < 0 ? _run : block.Length - block.LastIndexOf((byte)'<');
        return false;
    }
}
