using AgentWeb.Api;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.AspNetCore.Diagnostics;

namespace AgentWeb.Hosting;

/// <summary>
/// Answers what the code below let through. Input that could not be read is the caller's and is answered as such; anything else is ours,
/// goes to the log under the trace id that the caller is told, and its text stays there. Storage that does not work is told from a bug.
/// </summary>
internal sealed partial class UnhandledExceptions(ILogger<UnhandledExceptions> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = Problem.ForInput(exception)
            ?? (StorageFailure.IsIn(exception) ? Problem.For(Error.StorageUnavailable) : Problem.ForStatus(StatusCodes.Status500InternalServerError));
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            LogUnhandled(logger, httpContext.Request.Method, RequestLog.RouteOf(httpContext), TraceId.Of(httpContext), exception);
        }

        httpContext.Response.StatusCode = problem.Status;
        await ErrorResponses.WriteAsync(httpContext, problem);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed, trace {TraceId}")]
    private static partial void LogUnhandled(ILogger logger, string method, string route, string traceId, Exception exception);
}
