using System.Globalization;
using System.Text.Json;
using AgentWeb.Core.Files;
using AgentWeb.Core.Results;
using AgentWeb.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace AgentWeb.Api;

/// <summary>An error as RFC 9457 problem details, with a stable code and a trace id.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable identifier that programs may rely on.</param>
/// <param name="Detail">What a person can do about it.</param>
/// <param name="Retryable">The same request may succeed later.</param>
internal sealed record Problem(int Status, string Code, string Detail, bool Retryable = false) : IResult
{
    private const string ContentType = "application/problem+json";

    /// <summary>When the same request may succeed, where that is known; said in <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The problem of an expected failure.</summary>
    public static Problem For(Error error) => new(StatusOf(error.Kind), error.Code, error.Message, error.Retryable) { RetryAfter = error.RetryAfter };

    /// <summary>The problem of a status that the framework answers with by itself.</summary>
    public static Problem ForStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(status, "bad_request", "The request cannot be understood."),
        StatusCodes.Status401Unauthorized => new(status, "not_signed_in", "Sign in first."),
        StatusCodes.Status403Forbidden => new(status, "forbidden", "Your account may not do this."),
        StatusCodes.Status404NotFound => new(status, "not_found", "The address may be mistyped, or what was here is gone."),
        StatusCodes.Status405MethodNotAllowed => new(status, "method_not_allowed", "This address does not answer that method."),
        StatusCodes.Status413PayloadTooLarge => new(status, "body_too_large", "The request is larger than this server takes."),
        StatusCodes.Status415UnsupportedMediaType => new(status, "unsupported_media_type", "Send the body as application/json."),
        StatusCodes.Status429TooManyRequests => new(status, "rate_limited", "Too many requests. Wait a minute and try again.", Retryable: true),
        StatusCodes.Status503ServiceUnavailable => new(status, "not_ready", "The server is starting. Try again in a moment.", Retryable: true),
        >= 500 => new(status, "internal_error", "Something went wrong on the server. Your administrator finds it by the trace id."),
        _ => new(status, "request_refused", "The request was refused."),
    };

    /// <summary>The problem of input that could not be read, or null when the exception is not about input.</summary>
    public static Problem? ForInput(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => ForJson(json),
        BadHttpRequestException { StatusCode: var status and not StatusCodes.Status400BadRequest } => ForStatus(status),
        UnreadableUploadException { InnerException: BadHttpRequestException { StatusCode: var status } } => ForStatus(status),
        BadHttpRequestException or UnreadableUploadException => ForStatus(StatusCodes.Status400BadRequest),
        _ => null,
    };

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        if (RetryAfter is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        }

        var body = new Body("about:blank", ReasonPhrases.GetReasonPhrase(Status), Status, Detail, Code, Retryable, TraceId.Of(httpContext));
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return httpContext.Response.WriteAsJsonAsync(body, json, ContentType, httpContext.RequestAborted);
    }

    private static Problem ForJson(JsonException json) => json.InnerException is JsonException
        ? new(StatusCodes.Status400BadRequest, "malformed_json", "The body is not valid JSON.")
        : new(StatusCodes.Status400BadRequest, "wrong_type", $"The value at {json.Path ?? "$"} is not of the type it must be.");

    private static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No status for this kind of error."),
    };

    private sealed record Body(string Type, string Title, int Status, string Detail, string Code, bool Retryable, string TraceId);
}
