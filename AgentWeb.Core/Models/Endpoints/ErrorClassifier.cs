using System.Buffers;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>
/// Tells from the status and the words of a server what kind of failure it had. Words come first where a status is used for
/// several kinds: 429 for an empty account as for haste, 400 for a long conversation as for a refused one.
/// </summary>
internal static class ErrorClassifier
{
    private static readonly SearchValues<string> TooLong = Words(
        "context_length", "context length", "context window", "context size", "maximum context", "max_model_len", "prompt is too long",
        "too many tokens", "input is too long", "exceed_context", "string_above_max_length", "request too large");

    private static readonly SearchValues<string> Filtered = Words(
        "content_filter", "content_policy", "content management policy", "responsibleaipolicyviolation", "safety_violation", "flagged by");

    private static readonly SearchValues<string> NoQuota = Words(
        "insufficient_quota", "exceeded your current quota", "billing", "insufficient balance", "insufficient credits", "quota_exceeded");

    private static readonly SearchValues<string> NoModel = Words("model_not_found", "model not found", "does not exist", "no such model", "unknown model");

    private static readonly SearchValues<string> BadKey = Words("invalid_api_key", "authentication_error", "incorrect api key", "unauthorized");

    private static readonly SearchValues<string> TooMany = Words("rate_limit", "rate limit", "too many requests", "overloaded");

    /// <summary>The kind of failure of an answer with <paramref name="status"/>, or of an <c>error</c> inside a 200.</summary>
    public static ModelErrorCode Classify(int? status, ServerError error)
    {
        var words = error.Words.AsSpan();
        return (status ?? error.Status) switch
        {
            401 or 407 => ModelErrorCode.Authentication,
            402 => ModelErrorCode.Quota,
            403 => words.ContainsAny(Filtered) ? ModelErrorCode.ContentFilter : ModelErrorCode.Authentication,
            404 => ModelErrorCode.ModelNotFound,
            408 or 504 => ModelErrorCode.Timeout,
            413 => ModelErrorCode.ContextTooLong,
            429 => words.ContainsAny(NoQuota) ? ModelErrorCode.Quota : ModelErrorCode.RateLimit,
            >= 300 and < 400 => ModelErrorCode.BadResponse,
            var known => ByWords(words) ?? (known is >= 400 and < 500 ? ModelErrorCode.Rejected : ModelErrorCode.Server),
        };
    }

    private static ModelErrorCode? ByWords(ReadOnlySpan<char> words) =>
        words.ContainsAny(TooLong) ? ModelErrorCode.ContextTooLong
        : words.ContainsAny(Filtered) ? ModelErrorCode.ContentFilter
        : words.ContainsAny(NoQuota) ? ModelErrorCode.Quota
        : words.ContainsAny(BadKey) ? ModelErrorCode.Authentication
        : words.ContainsAny(NoModel) ? ModelErrorCode.ModelNotFound
        : words.ContainsAny(TooMany) ? ModelErrorCode.RateLimit
        : null;

    private static SearchValues<string> Words(params ReadOnlySpan<string> words) => SearchValues.Create(words, StringComparison.Ordinal);
}
