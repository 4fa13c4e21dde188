using AgentWeb.Core.Models.Endpoints;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Models;

/// <summary>The embedding model of <c>Models:Embedding</c>, as that is now and at the server as it is described now.</summary>
internal sealed class ConfiguredEmbeddings(
    IOptionsMonitor<ModelsOptions> options, EndpointConnections connections, TimeProvider time, ILogger<EndpointEmbeddings> logger) : IEmbeddingModels
{
    private volatile Made? _last;

    /// <inheritdoc/>
    public EmbeddingModel Current
    {
        get
        {
            if (options.CurrentValue.Embedding is not { Length: > 0 } key)
            {
                return EmbeddingModel.None;
            }

            var (endpoint, model) = EmbeddingModel.Split(key);
            if (connections.Find(endpoint) is not { } connection)
            {
                return EmbeddingModel.None;
            }

            var last = _last;
            if (last is null || last.Model.Key != key || last.Connection != connection)
            {
                _last = last = new(new(key, new EndpointEmbeddings(connection, model, logger, time)), connection);
            }

            return last.Model;
        }
    }

    private sealed record Made(EmbeddingModel Model, EndpointConnection Connection);
}
