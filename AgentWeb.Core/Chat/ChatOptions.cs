using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Chat;

/// <summary>What may be sent. Section <c>Chat</c>.</summary>
public sealed class ChatOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Chat";

    /// <summary>Longest message, in characters (Unicode code points). Key <c>Chat:MaxMessageLength</c>.</summary>
    [Range(1, 1_000_000)]
    public int MaxMessageLength { get; set; } = 10_000;

    /// <summary>Whether the model is asked for a title after the first exchange. Key <c>Chat:GenerateTitles</c>.</summary>
    public bool GenerateTitles { get; set; } = true;
}
