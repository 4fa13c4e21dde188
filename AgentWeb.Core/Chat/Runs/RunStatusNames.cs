using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>Statuses as events and the API write them.</summary>
public static class RunStatusNames
{
    /// <summary>Waits for its turn.</summary>
    public const string Queued = "queued";

    /// <summary>Picked; the model has not said anything yet.</summary>
    public const string Processing = "processing";

    /// <summary>The name of a status.</summary>
    public static string Of(MessageStatus status) => status switch
    {
        MessageStatus.Queued => Queued,
        MessageStatus.Processing => Processing,
        MessageStatus.Streaming => "streaming",
        MessageStatus.Complete => "complete",
        MessageStatus.Stopped => "stopped",
        MessageStatus.Interrupted => "interrupted",
        _ => "error",
    };
}
