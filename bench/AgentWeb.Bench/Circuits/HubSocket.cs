using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace AgentWeb.Bench.Circuits;

/// <summary>
/// A WebSocket that speaks the hub protocol of circuits, as blazor.web.js does. Its binary form is internal to the framework, so it is
/// reached by reflection, here and nowhere else.
/// </summary>
internal sealed class HubSocket : IDisposable
{
    private const byte RecordSeparator = 0x1e;

    private static readonly IHubProtocol Protocol = (IHubProtocol)Activator.CreateInstance(
        typeof(CircuitOptions).Assembly.GetType("Microsoft.AspNetCore.Components.Server.BlazorPack.BlazorPackHubProtocol", throwOnError: true)!)!;

    private static readonly byte[] Handshake = [.. Encoding.UTF8.GetBytes("""{"protocol":"blazorpack","version":1}"""), RecordSeparator];

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ArrayBufferWriter<byte> _received = new(64 * 1024);
    private int _read;

    /// <summary>Connects as somebody who is signed in.</summary>
    public async Task ConnectAsync(Uri server, string authorization, CancellationToken cancellation)
    {
        _socket.Options.SetRequestHeader("Authorization", authorization);
        _socket.Options.SetRequestHeader("Origin", server.GetLeftPart(UriPartial.Authority));
        _socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions(); // Browsers offer it always.
        await _socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "_blazor" }.Uri, cancellation);
        await _socket.SendAsync(Handshake, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        int end;
        while ((end = _received.WrittenSpan.IndexOf(RecordSeparator)) < 0)
        {
            await ReceiveAsync(cancellation);
        }

        _read = end + 1;
    }

    /// <summary>Sends a message.</summary>
    public async Task SendAsync(HubMessage message, CancellationToken cancellation)
    {
        var bytes = Protocol.GetMessageBytes(message);
        await _sending.WaitAsync(cancellation);
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next message; null when the server has closed the connection.</summary>
    public async Task<HubMessage?> NextAsync(IInvocationBinder binder, CancellationToken cancellation)
    {
        while (true)
        {
            var rest = new ReadOnlySequence<byte>(_received.WrittenMemory[_read..]);
            var before = rest.Length;
            if (Protocol.TryParseMessage(ref rest, binder, out var message))
            {
                _read += (int)(before - rest.Length);
                return message;
            }

            if (_read == _received.WrittenCount)
            {
                _received.ResetWrittenCount();
                _read = 0;
            }

            if (!await ReceiveAsync(cancellation))
            {
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task<bool> ReceiveAsync(CancellationToken cancellation)
    {
        var result = await _socket.ReceiveAsync(_received.GetMemory(16 * 1024), cancellation);
        _received.Advance(result.Count);
        return result.MessageType != WebSocketMessageType.Close;
    }
}
