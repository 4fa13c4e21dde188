using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Chat;

/// <summary>What may be sent. Section <c>Chat</c>.</summary>
public sealed class ChatOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Chat";

    /// <summary>Longest message, in characters (Unicode code points). Key <c>Chat:MaxMessageLength</c>.</summary>
    [Description("Longest message, in characters. Raised above what the server started with, it counts in the browser after a restart")]
    [Range(1, 1_000_000)]
    public int MaxMessageLength { get; set; } = 10_000;

    /// <summary>Whether the model is asked for a title after the first exchange. Key <c>Chat:GenerateTitles</c>.</summary>
    [Description("Ask the model for a title after the first exchange")]
    public bool GenerateTitles { get; set; } = true;
}
