namespace AgentWeb.Core.Startup;

/// <summary>The name under which this process holds what only one may work on: jobs, and files that are processed.</summary>
/// <param name="node">The node's name, which stays the same over restarts.</param>
public sealed class NodeIdentity(string node)
{
    /// <summary>The node: stays the same over restarts.</summary>
    public string Node { get; } = node;

    /// <summary>This process of the node; no other one ever has the same.</summary>
    public string Owner { get; } = $"{node}/{Guid.CreateVersion7():N}";

    /// <summary>What the owners of all processes of this node begin with.</summary>
    public string Prefix => Node + "/";
}
