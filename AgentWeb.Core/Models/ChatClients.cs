using System.Collections.Concurrent;
using AgentWeb.Core.Models.Endpoints;
using AgentWeb.Core.Models.Offline;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Models;

/// <summary>One client per model, made at its first use and kept.</summary>
internal sealed class ChatClients(
    EndpointConnections connections, OfflineChatClient offline, ILogger<OpenAICompatibleChatClient> logger, TimeProvider time) : IChatClients
{
    private readonly ConcurrentDictionary<string, OpenAICompatibleChatClient> _clients = new(StringComparer.Ordinal);

    public IChatClient For(ModelDescriptor model)
    {
        if (model.IsOffline)
        {
            return offline;
        }

        var connection = connections.Find(model.Endpoint) ?? throw new ModelException(
            ModelErrorCode.ModelNotFound, $"The model server “{model.Endpoint}” is not configured any more. Choose another model.");
        return _clients.GetOrAdd(model.Key, _ => new OpenAICompatibleChatClient(connection, model.Id, logger, time));
    }
}
