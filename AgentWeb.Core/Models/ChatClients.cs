using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AgentWeb.Core.Models.Endpoints;
using AgentWeb.Core.Models.Offline;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Models;

/// <summary>One client per model, made at its first use and kept as long as the connection to its server is.</summary>
internal sealed class ChatClients(
    EndpointConnections connections, OfflineChatClient offline, ILogger<OpenAICompatibleChatClient> logger, TimeProvider time) : IChatClients
{
    private readonly ConditionalWeakTable<EndpointConnection, ConcurrentDictionary<string, OpenAICompatibleChatClient>> _clients = [];

    public IChatClient For(ModelDescriptor model)
    {
        if (model.IsOffline)
        {
            return offline;
        }

        var connection = connections.Find(model.Endpoint) ?? throw new ModelException(
            ModelErrorCode.ModelNotFound, $"The model server “{model.Endpoint}” is not configured any more. Choose another model.");
        return _clients.GetValue(connection, static _ => new(StringComparer.Ordinal))
            .GetOrAdd(model.Id, _ => new OpenAICompatibleChatClient(connection, model.Id, logger, time));
    }
}
