using System.Buffers.Binary;

namespace AgentWeb.Core.Files.Checking;

/// <summary>The record that ends a ZIP archive, which is where its readers begin.</summary>
/// <param name="Start">Where the record is.</param>
/// <param name="Entries">How many entries it says there are.</param>
/// <param name="DirectorySize">How many bytes their directory has.</param>
/// <param name="DirectoryStart">Where it is.</param>
/// <param name="CommentLength">How many bytes stand behind the record.</param>
internal sealed record ZipEnd(long Start, long Entries, long DirectorySize, long DirectoryStart, int CommentLength)
{
    private const int RecordLength = 22;
    private const int LongestComment = ushort.MaxValue;

    private static ReadOnlySpan<byte> Signature => "PK\u0005\u0006"u8;

    /// <summary>Where the file would end by it.</summary>
    private long FileEnd => Start + RecordLength + CommentLength;

    /// <summary>Finds it: the last one whose comment reaches exactly to the end of the file.</summary>
    /// <returns>Null when the file does not end as an archive.</returns>
    public static Task<ZipEnd?> FindAsync(Stream file, CancellationToken cancellationToken) =>
        FindAsync(file, end => end.FileEnd == file.Length, cancellationToken);

    /// <summary>Whether there is such a record and then something else.</summary>
    public static async Task<bool> IsFollowedAsync(Stream file, CancellationToken cancellationToken) =>
        await FindAsync(file, end => end.FileEnd < file.Length, cancellationToken) is not null;

    private static async Task<ZipEnd?> FindAsync(Stream file, Func<ZipEnd, bool> isIt, CancellationToken cancellationToken)
    {
        var tail = await FileTail.ReadAsync(file, RecordLength + LongestComment, cancellationToken);
        for (var at = tail.AsSpan().LastIndexOf(Signature); at >= 0; at = tail.AsSpan(0, at).LastIndexOf(Signature))
        {
            if (tail.Length - at >= RecordLength && Read(tail.AsSpan(at), file.Length - tail.Length + at) is { } end && isIt(end))
            {
                return end;
            }
        }

        return null;
    }

    private static ZipEnd Read(ReadOnlySpan<byte> record, long start) => new(
        start,
        BinaryPrimitives.ReadUInt16LittleEndian(record[10..]),
        BinaryPrimitives.ReadUInt32LittleEndian(record[12..]),
        BinaryPrimitives.ReadUInt32LittleEndian(record[16..]),
        BinaryPrimitives.ReadUInt16LittleEndian(record[20..]));
}
