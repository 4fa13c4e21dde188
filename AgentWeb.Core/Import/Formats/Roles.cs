using AgentWeb.Core.Data.Entities;

namespace AgentWeb.Core.Import.Formats;

/// <summary>The names of those who speak.</summary>
internal static class Roles
{
    /// <summary>The person or the model; null for instructions, tools and everything else that people do not see.</summary>
    public static MessageRole? Parse(string? name) => name switch
    {
        "user" => MessageRole.User,
        "assistant" => MessageRole.Assistant,
        _ => null,
    };
}
