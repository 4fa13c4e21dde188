namespace AgentWeb.Hosting;

/// <summary>What <c>Chat:MaxMessageLength</c> means in bytes for those who carry a message.</summary>
internal static class MessageLimit
{
    private const int DefaultLength = 10_000;

    /// <summary>JSON writes one character with six bytes at most, as <c>\uXXXX</c>.</summary>
    private const int BytesPerCharacter = 6;

    /// <summary>Bytes that the longest message takes at most.</summary>
    public static long InBytes(IConfiguration configuration) =>
        (long)BytesPerCharacter * configuration.GetValue("Chat:MaxMessageLength", DefaultLength);
}
