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
        return (long)BytesPerCharacter * Ceiling(configuration).Characters;
    }

    /// <summary>The longest message that the server was started for.</summary>
    public static MessageCeiling Ceiling(IConfiguration configuration) =>
        new((configuration.GetSection(ChatOptions.Section).Get<ChatOptions>() ?? new ChatOptions()).MaxMessageLength);
}

/// <summary>The longest message that the connections of browsers take until the server is started again; a longer one would end them.</summary>
/// <param name="Characters">Its length.</param>
internal sealed record MessageCeiling(int Characters);
