using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Concurrent;
using System.Net.Http.Headers;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>The way to one model server: its pooled connections, shared by all its models, and its key.</summary>
internal sealed class EndpointConnection : IDisposable
{
    // Servers without keys ignore the header, and the OpenAI client insists on one.
    private const string NoKey = "none";

    private readonly HttpClient _http;
    private readonly ModelTransport _transport;
    private readonly OpenAIClientOptions _options;
    private readonly ApiKeyCredential _credential;
    private readonly string? _apiKey;
    private readonly ConcurrentDictionary<string, ChatClient> _clients = new(StringComparer.Ordinal);

    /// <summary>Prepares the connection; nothing is sent yet.</summary>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="baseUrl">Its address, with the version.</param>
    /// <param name="apiKey">Its key; null for none.</param>
    /// <param name="connectTimeout">Longest wait for a connection.</param>
    /// <param name="instead">What is used instead of a connection over the network.</param>
    public EndpointConnection(string name, Uri baseUrl, string? apiKey, TimeSpan connectTimeout, Stream? instead = null)
    {
        Name = name;
        BaseUrl = baseUrl;
        _apiKey = apiKey;
        _http = new HttpClient(HttpHandlers.Create(baseUrl, connectTimeout, instead)) { Timeout = Timeout.InfiniteTimeSpan };
        if (!string.IsNullOrEmpty(apiKey))
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        }

        _credential = new ApiKeyCredential(string.IsNullOrEmpty(apiKey) ? NoKey : apiKey);
        _transport = new ModelTransport(_http);
        _options = new OpenAIClientOptions
        {
            Endpoint = baseUrl,
            Transport = _transport,
            // Whoever asks decides about retries and time limits; the client knows neither the queue nor the user.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        };
    }

    /// <summary>The endpoint's name.</summary>
    public string Name { get; }

    /// <summary>Its address, with the version.</summary>
    public Uri BaseUrl { get; }

    /// <summary>For what the OpenAI client has no method; sends the key too.</summary>
    public HttpClient Http => _http;

    /// <summary>Whether this is the way to a server as it is described.</summary>
    public bool IsOf(EndpointOptions endpoint) =>
        BaseUrl == new Uri(endpoint.BaseUrl) && string.Equals(_apiKey ?? "", endpoint.ApiKey ?? "", StringComparison.Ordinal);

    /// <summary>The OpenAI client of one of its models.</summary>
    public ChatClient ClientOf(string model) => _clients.GetOrAdd(model, id => new ChatClient(id, _credential, _options));

    /// <summary>The OpenAI client of a model that turns text into vectors.</summary>
    public EmbeddingClient EmbeddingsOf(string model) => new(model, _credential, _options);

    /// <inheritdoc />
    public void Dispose()
    {
        _transport.Dispose();
        _http.Dispose();
    }
}
