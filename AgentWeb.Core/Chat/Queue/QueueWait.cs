namespace AgentWeb.Core.Chat.Queue;

/// <summary>A place in the queue.</summary>
/// <param name="Position">1 starts next; 0 when the job is not waiting.</param>
/// <param name="Estimate">Estimated wait.</param>
public readonly record struct QueueWait(int Position, TimeSpan Estimate);
