using System.Net.Http.Json;
using AgentWeb.Bench.Latency;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Bench.Load;

/// <summary>A bare proxy in front of the model server, asked in the model server's own format.</summary>
internal sealed class ProxyTarget : StreamTarget
{
    private readonly BareProxy _proxy;
    private readonly HttpClient _http;

    private ProxyTarget(BareProxy proxy, string textProperty)
        : base(textProperty)
    {
        _proxy = proxy;
        _http = new HttpClient { BaseAddress = proxy.Address, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public override TimeSpan ProcessorTime => _proxy.ProcessorTime;

    /// <summary>Starts one that passes bytes on.</summary>
    public static async Task<ProxyTarget> OfBytesAsync(FakeModelServer model) => new(await BareProxy.StartAsync(model.Root), "content");

    /// <summary>Starts one that parses each event and writes one of its own.</summary>
    public static async Task<ProxyTarget> OfEventsAsync(FakeModelServer model) => new(await BareProxy.StartAsync(model.Root, BareProxy.ParseEvents), "text");

    /// <inheritdoc/>
    public override async Task<HttpResponseMessage> AskAsync(string question)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "fake", stream = true, messages = new[] { new { role = "user", content = question } } }),
        };
        return (await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _http.Dispose();
        _proxy.Dispose();
        return ValueTask.CompletedTask;
    }
}
