namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>Where the token counts of a streamed answer are told.</summary>
public enum UsagePlace
{
    /// <summary>In a last chunk without choices, if the request asked for it, as OpenAI does.</summary>
    WhenAsked,

    /// <summary>In the chunk that carries the finish reason, asked for or not.</summary>
    WithFinish,

    /// <summary>Nowhere.</summary>
    Never,
}
