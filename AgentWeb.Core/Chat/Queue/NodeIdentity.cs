using Microsoft.Extensions.Options;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>The name under which this process holds jobs.</summary>
public sealed class NodeIdentity
{
    /// <summary>Takes the node's name from <c>Queue:NodeName</c>.</summary>
    public NodeIdentity(IOptions<QueueOptions> options)
    {
        Node = options.Value.NodeName;
        Owner = $"{Prefix}{Guid.CreateVersion7():N}";
    }

    /// <summary>The node: stays the same over restarts.</summary>
    public string Node { get; }

    /// <summary>This process of the node; no other one ever has the same.</summary>
    public string Owner { get; }

    /// <summary>What the owners of all processes of this node begin with.</summary>
    public string Prefix => Node + "/";
}
