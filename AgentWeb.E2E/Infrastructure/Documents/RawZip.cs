using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace AgentWeb.E2E.Infrastructure.Documents;

/// <summary>Writes ZIP archives that no honest program writes.</summary>
public sealed class RawZip
{
    private readonly MemoryStream _content = new();
    private readonly MemoryStream _directory = new();
    private int _entries;

    /// <summary>What the end says of the number of entries; null for the truth.</summary>
    public int? ClaimedEntries { get; init; }

    /// <summary>What the end says of the directory's size; null for the truth.</summary>
    public int? ClaimedDirectorySize { get; init; }

    /// <summary>Adds an entry, and lists it under further names too: they unpack the same bytes.</summary>
    public RawZip Add(string name, byte[] data, bool isEncrypted = false, params IEnumerable<string> otherNames)
    {
        var offset = (int)_content.Length;
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(data);
        }

        var fields = new byte[26];
        BinaryPrimitives.WriteUInt16LittleEndian(fields, 20);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(2), (ushort)(isEncrypted ? 1 : 0));
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(4), 8);
        BinaryPrimitives.WriteInt32LittleEndian(fields.AsSpan(14), (int)packed.Length);
        BinaryPrimitives.WriteInt32LittleEndian(fields.AsSpan(18), data.Length);
        _content.Write("PK\u0003\u0004"u8);
        WriteNamed(_content, fields, name, []);
        packed.WriteTo(_content);
        foreach (var listed in otherNames.Prepend(name))
        {
            var tail = new byte[14];
            BinaryPrimitives.WriteInt32LittleEndian(tail.AsSpan(10), offset);
            _directory.Write([.. "PK\u0001\u0002"u8, 20, 0]);
            WriteNamed(_directory, fields, listed, tail);
            _entries++;
        }

        return this;
    }

    /// <summary>The archive.</summary>
    public byte[] ToArray()
    {
        var end = new byte[18];
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(4), (ushort)(ClaimedEntries ?? _entries));
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(6), (ushort)(ClaimedEntries ?? _entries));
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(8), ClaimedDirectorySize ?? (int)_directory.Length);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(12), (int)_content.Length);
        return [.. _content.ToArray(), .. _directory.ToArray(), .. "PK\u0005\u0006"u8, .. end];
    }

    /// <summary>Name and its length stand before the rest of an entry's fields in the directory, and at the end in front of its data.</summary>
    private static void WriteNamed(Stream stream, byte[] fields, string name, byte[] tail)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        BinaryPrimitives.WriteUInt16LittleEndian(fields.AsSpan(22), (ushort)bytes.Length);
        stream.Write(fields);
        stream.Write(tail);
        stream.Write(bytes);
    }
}
