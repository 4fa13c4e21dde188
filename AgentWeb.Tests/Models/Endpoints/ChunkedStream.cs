namespace AgentWeb.Tests.Models.Endpoints;

/// <summary>Gives its bytes in reads of these sizes, over and over.</summary>
internal sealed class ChunkedStream(byte[] bytes, int[] sizes) : MemoryStream(bytes)
{
    private int _reads;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span[..Math.Min(buffer.Length, sizes[_reads++ % sizes.Length])]));
}
