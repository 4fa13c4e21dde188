namespace AgentWeb.Core.Models.Endpoints;

/// <summary>Makes the handler that holds the connections to a model server.</summary>
internal static class HttpHandlers
{
    // Long enough to spare most requests a handshake, short enough to follow a server that moves.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(30);

    /// <summary>A handler for <paramref name="baseUrl"/>; with <paramref name="instead"/> it uses that and no network.</summary>
    public static SocketsHttpHandler Create(Uri baseUrl, TimeSpan connectTimeout, Stream? instead) => new()
    {
        // A redirect would carry the key and the conversation to an address that nobody configured.
        AllowAutoRedirect = false,
        ConnectTimeout = connectTimeout,
        ConnectCallback = instead is null ? null : (_, _) => ValueTask.FromResult(instead),
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = PingAfter,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        PooledConnectionLifetime = Lifetime,
        // A reader that leaves closes the connection at once; by default it would be drained for 2 s, in which the model keeps working.
        ResponseDrainTimeout = TimeSpan.Zero,
        UseCookies = false,
        UseProxy = instead is null && !baseUrl.IsLoopback,
    };
}
