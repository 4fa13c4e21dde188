using AgentWeb.Api;
using AgentWeb.Core.Accounts;
using Microsoft.AspNetCore.Diagnostics;

namespace AgentWeb.Hosting;

/// <summary>
/// Writes a line about every request when it is answered: what was asked for, of whom, with which end, how long it took and how much went to and fro.
/// Of the address only the route and the identifiers in it: the rest can hold what people search for, and the secrets of links. Files of the page and
/// health checks, which are many and say little, are written on the level of debugging.
/// </summary>
internal static partial class RequestLog
{
    /// <summary>Writes them. Before everything that answers.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RequestLog));
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use(async (context, next) =>
        {
            var started = time.GetTimestamp();
            var trace = TraceId.Of(context);
            var received = CountedRequestBody.Of(context);
            var sent = CountedBody.Of(context);
            try
            {
                await next(context);
            }
            finally
            {
                Write(logger, context, time.GetElapsedTime(started), received.Bytes, sent.Bytes, trace);
            }
        });
    }

    /// <summary>
    /// The pattern of the route that was asked for; an address itself can hold secrets. What failed was taken off the request, and is kept beside the
    /// exception.
    /// </summary>
    public static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint) is RouteEndpoint { RoutePattern.RawText: { } text }
            ? "/" + text.Trim('/')
            : "(no route)";

    /// <summary>Whether it is an identifier of ours: a kind in letters, a hyphen and a UUID.</summary>
    internal static bool IsId(string value)
    {
        var kind = value.IndexOf('-', StringComparison.Ordinal);
        return value.Length <= 64 && kind > 0 && value.Take(kind).All(char.IsAsciiLetter) && Guid.TryParseExact(value.AsSpan(kind + 1), "D", out _);
    }

    private static void Write(ILogger logger, HttpContext context, TimeSpan duration, long received, long sent, string trace)
    {
        var failed = context.Features.Get<IExceptionHandlerFeature>();
        var route = RouteOf(context);
        var status = context.Response.StatusCode;
        var level = status < StatusCodes.Status400BadRequest && IsMinor(route) ? LogLevel.Debug : LogLevel.Information;
        if (logger.IsEnabled(level))
        {
            var ids = string.Join(' ', (failed?.RouteValues ?? context.Request.RouteValues).Values.OfType<string>().Where(IsId));
            LogAnswered(
                logger, level, context.Request.Method, route, ids, status, (long)duration.TotalMilliseconds, received, sent,
                context.User.FindUserId(), trace);
        }
    }

    private static bool IsMinor(string route) =>
        route.StartsWith("/health", StringComparison.Ordinal) || (Path.HasExtension(route) && !ApiPaths.IsApi(route));

    [LoggerMessage(
        Message = "{Method} {Route} {Ids} answered {Status} in {DurationMs} ms, {ReceivedBytes} bytes received, {SentBytes} sent, user {UserId}, trace {Trace}")]
    private static partial void LogAnswered(
        ILogger logger, LogLevel level, string method, string route, string ids, int status, long durationMs, long receivedBytes, long sentBytes, Guid? userId,
        string trace);
}
