namespace AgentWeb.Core.Models;

/// <summary>A model server failed. The message is made for people and safe to show; what the server itself said is neither in it nor in the log.</summary>
public sealed class ModelException : Exception
{
    /// <summary>Makes a failure.</summary>
    /// <param name="code">Its kind.</param>
    /// <param name="message">A sentence that a person can act on.</param>
    /// <param name="inner">The cause, for the log.</param>
    public ModelException(ModelErrorCode code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>The kind of failure.</summary>
    public ModelErrorCode Code { get; }

    /// <summary>Whether the same request may succeed later.</summary>
    public bool Retryable { get; init; }

    /// <summary>How long the server asks to wait before the next attempt.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>HTTP status of the server's answer; null when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Id under which the log has the details.</summary>
    public string? TraceId { get; init; }
}
