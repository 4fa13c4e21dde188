namespace AgentWeb.Core.Models;

/// <summary>What kind of failure a model server had. The values are part of the HTTP API and never change their meaning.</summary>
public sealed record ModelErrorCode
{
    private ModelErrorCode(string value) => Value = value;

    /// <summary>The key is missing, wrong, or may not use the model.</summary>
    public static ModelErrorCode Authentication { get; } = new("upstream_authentication");

    /// <summary>The account has no credit or quota left; trying again does not help.</summary>
    public static ModelErrorCode Quota { get; } = new("upstream_quota");

    /// <summary>Too many requests for the moment.</summary>
    public static ModelErrorCode RateLimit { get; } = new("upstream_rate_limit");

    /// <summary>The server, or one before it, gave up waiting.</summary>
    public static ModelErrorCode Timeout { get; } = new("upstream_timeout");

    /// <summary>The server cannot be reached, or the connection broke before the first token.</summary>
    public static ModelErrorCode Network { get; } = new("upstream_network");

    /// <summary>The input does not fit the model.</summary>
    public static ModelErrorCode ContextTooLong { get; } = new("context_too_long");

    /// <summary>The server refuses the content.</summary>
    public static ModelErrorCode ContentFilter { get; } = new("content_filter");

    /// <summary>The server, or this AgentWeb, does not have the model.</summary>
    public static ModelErrorCode ModelNotFound { get; } = new("model_not_found");

    /// <summary>The server does not accept the request for another reason.</summary>
    public static ModelErrorCode Rejected { get; } = new("upstream_rejected");

    /// <summary>The server failed.</summary>
    public static ModelErrorCode Server { get; } = new("upstream_server");

    /// <summary>The server failed too often of late and is left alone for a moment.</summary>
    public static ModelErrorCode Unavailable { get; } = new("upstream_unavailable");

    /// <summary>The server answered with something that is no answer of a chat model.</summary>
    public static ModelErrorCode BadResponse { get; } = new("upstream_bad_response");

    /// <summary>The answer broke off after it had begun, or ended without saying that it was complete.</summary>
    public static ModelErrorCode Interrupted { get; } = new("upstream_interrupted");

    /// <summary>The code as the API writes it.</summary>
    public string Value { get; }

    /// <inheritdoc />
    public override string ToString() => Value;
}
