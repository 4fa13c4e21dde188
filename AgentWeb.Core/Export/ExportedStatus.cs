using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Export;

/// <summary>How files tell where a message stands. In a file nothing runs: what did has broken off there.</summary>
public static class ExportedStatus
{
    /// <summary>The name in a file.</summary>
    public static string NameOf(MessageStatus status) => status switch
    {
        MessageStatus.Complete => "complete",
        MessageStatus.Stopped => "stopped",
        MessageStatus.Error => "error",
        _ => "interrupted",
    };

    /// <summary>The status of a name; null when there is none of it.</summary>
    public static MessageStatus? Parse(string? name) => name switch
    {
        "complete" => MessageStatus.Complete,
        "stopped" => MessageStatus.Stopped,
        "interrupted" => MessageStatus.Interrupted,
        "error" => MessageStatus.Error,
        _ => null,
    };
}
