using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>A run at one moment.</summary>
/// <param name="Number">Number of the last event that is in it.</param>
/// <param name="Status">Where the reply stands.</param>
/// <param name="Text">Its text so far.</param>
/// <param name="Reasoning">The model's reasoning so far.</param>
public sealed record RunSnapshot(long Number, MessageStatus Status, string Text, string Reasoning);

/// <summary>What a run grew by.</summary>
internal readonly record struct RunGrowth(string Text, string Reasoning);
