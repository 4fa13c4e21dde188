using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Files.Checking;

/// <summary>What is known of a file before it is looked into: its first bytes, and what its name says it is.</summary>
/// <param name="Bytes">The first of its bytes.</param>
/// <param name="Extension">The ending of its name in small letters, without the dot; empty when there is none.</param>
/// <param name="Named">The kind that such files have; null when the ending says nothing.</param>
internal sealed record FileHead(ReadOnlyMemory<byte> Bytes, string Extension, FileKind? Named)
{
    /// <summary>How many bytes are looked at.</summary>
    private const int Size = 4096;

    /// <summary>Reads it.</summary>
    public static async Task<FileHead> ReadAsync(string name, Stream file, CancellationToken cancellationToken)
    {
        var bytes = new byte[Size];
        file.Position = 0;
        var read = await file.ReadAtLeastAsync(bytes, Size, throwOnEndOfStream: false, cancellationToken);
        var extension = KnownExtensions.Of(name);
        return new(bytes.AsMemory(0, read), extension, KnownExtensions.KindOf(extension));
    }

    /// <summary>Whether the file begins with these bytes.</summary>
    public bool StartsWith(ReadOnlySpan<byte> signature) => Bytes.Span.StartsWith(signature);

    /// <summary>Whether these bytes are at a place.</summary>
    public bool Has(int at, ReadOnlySpan<byte> signature) => Bytes.Length >= at && Bytes.Span[at..].StartsWith(signature);
}
