namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>What goes wrong with an answer. Those that happen in its midst do so after <see cref="ModelScript.FaultAfter"/> tokens.</summary>
public enum ModelFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The status of <see cref="ModelScript.StatusCode"/> with <see cref="ModelScript.ErrorBody"/> instead of an answer.</summary>
    Status,

    /// <summary>The request is accepted and never answered, not even with headers.</summary>
    HangBeforeFirstByte,

    /// <summary>The connection stays open and nothing more comes.</summary>
    Hang,

    /// <summary>The connection is closed in the midst of the body; what was sent arrives.</summary>
    Drop,

    /// <summary>The connection is reset, which may take what was sent last with it.</summary>
    Reset,

    /// <summary>An <c>error</c> object in the stream of a 200, after which the stream ends.</summary>
    ErrorInside,

    /// <summary>A line that is no JSON; the answer goes on behind it.</summary>
    Garbage,

    /// <summary>A token whose bytes are no UTF-8; the answer goes on behind it.</summary>
    InvalidUtf8,

    /// <summary>The stream ends properly as HTTP, but without finish reason and <c>[DONE]</c>.</summary>
    NoFinish,
}
