using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace AgentWeb.E2E.Infrastructure.Server;

/// <summary>
/// A network between a browser and a server that can be cut: connections break at once and new ones are refused until it is mended. (A
/// browser's own offline switch leaves open WebSockets alone.)
/// </summary>
public sealed class CuttableNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Socket, byte> _connections = new();
    private readonly Uri _target;
    private Task _accepting = Task.CompletedTask;
    private volatile bool _cut;

    private CuttableNetwork(Uri target) => _target = target;

    /// <summary>Where the server is reached through this network.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Begins to carry connections to <paramref name="target"/>.</summary>
    public static CuttableNetwork To(Uri target)
    {
        var network = new CuttableNetwork(target);
        network._listener.Start();
        network.Address = new Uri($"http://{network._listener.LocalEndpoint}");
        network._accepting = network.AcceptAsync();
        return network;
    }

    /// <summary>Breaks what is open and lets nothing through.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var connection in _connections.Keys)
        {
            connection.Close(timeout: 0); // A reset, not a farewell.
        }
    }

    /// <summary>Lets connections through again.</summary>
    public void Mend() => _cut = false;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Cut();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carrying = new List<Task>();
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                carrying.Add(CarryAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }

        await Task.WhenAll(carrying);
    }

    private async Task CarryAsync(Socket browser)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        browser.NoDelay = server.NoDelay = true;
        try
        {
            _connections[browser] = _connections[server] = 0;
            await server.ConnectAsync(_target.Host, _target.Port, _stopping.Token);
            if (!_cut)
            {
                await using var up = new NetworkStream(browser);
                await using var down = new NetworkStream(server);
                await Task.WhenAny(up.CopyToAsync(down, _stopping.Token), down.CopyToAsync(up, _stopping.Token));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // Cut, or one of them has gone.
        }
        finally
        {
            _connections.TryRemove(browser, out _);
            _connections.TryRemove(server, out _);
            browser.Dispose();
        }
    }
}
