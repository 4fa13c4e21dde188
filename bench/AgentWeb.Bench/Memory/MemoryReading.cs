using System.Globalization;
using System.Net.Sockets;

namespace AgentWeb.Bench.Memory;

/// <summary>What a process uses after a full collection.</summary>
/// <param name="Heap">Bytes of living objects.</param>
/// <param name="Resident">Bytes of its memory that are in use: the heap, and what is outside of it, the windows of compressed sockets for example.</param>
internal sealed record MemoryReading(long Heap, long Resident)
{
    /// <summary>Asks the gauge that listens on a socket.</summary>
    public static async Task<MemoryReading> TakeAsync(string socketPath)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath));
        using var answer = new StreamReader(new NetworkStream(socket));
        var figures = (await answer.ReadToEndAsync()).Split(' ');
        return new(long.Parse(figures[0], CultureInfo.InvariantCulture), long.Parse(figures[1], CultureInfo.InvariantCulture));
    }
}
