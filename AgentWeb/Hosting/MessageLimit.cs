using AgentWeb.Core.Chat;

namespace AgentWeb.Hosting;

/// <summary>What <c>Chat:MaxMessageLength</c> means in bytes for those who carry a message.</summary>
internal static class MessageLimit
{
    /// <summary>A browser writes one character with six bytes of JSON at most: <c>\u0001</c>.</summary>
    private const int BytesPerCharacter = 6;

    /// <summary>Bytes that the longest message takes at most.</summary>
    public static long InBytes(IConfiguration configuration)
    {
        var chat = configuration.GetSection(ChatOptions.Section).Get<ChatOptions>() ?? new ChatOptions();
        return (long)BytesPerCharacter * chat.MaxMessageLength;
    }
}
