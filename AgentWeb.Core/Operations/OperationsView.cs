using AgentWeb.Core.Chat.Queue;

namespace AgentWeb.Core.Operations;

/// <summary>What runs and waits at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Paused">Nothing new starts.</param>
/// <param name="Waiting">Replies that wait, in line or for their files, whatever the filter.</param>
/// <param name="Running">Jobs that run, whatever the filter.</param>
/// <param name="OldestWaitSince">Since when the one stands in line that stands there longest; null when none does.</param>
/// <param name="Models">How many jobs each model has, most first.</param>
/// <param name="Nodes">The processes that work on the queue.</param>
/// <param name="Matching">Jobs that the filter leaves.</param>
/// <param name="Jobs">One page of them: what runs, then what waits in the order in which it starts.</param>
public sealed record OperationsView(
    DateTimeOffset At, bool Paused, int Waiting, int Running, DateTimeOffset? OldestWaitSince, IReadOnlyList<ModelLoad> Models,
    IReadOnlyList<NodeState> Nodes, int Matching, IReadOnlyList<QueueEntry> Jobs);

/// <summary>How many jobs a model has.</summary>
public sealed record ModelLoad(string ModelKey, int Jobs);

/// <summary>A process that works on the queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsThis">Whether it is the one that answers.</param>
/// <param name="SeenAt">When it last said that it lives.</param>
/// <param name="IsAlive">Whether that is recent enough.</param>
/// <param name="Draining">Whether it starts nothing new.</param>
/// <param name="Running">Jobs it runs.</param>
public sealed record NodeState(string Name, bool IsThis, DateTimeOffset SeenAt, bool IsAlive, bool Draining, int Running);
