using System.Diagnostics;
using AgentWeb.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>What the log says about model calls: ids, statuses, kinds of errors and sizes, never what was said, nor keys.</summary>
internal static partial class ModelLog
{
    private const int Ok = 200;

    /// <summary>Id of the trace that this belongs to, or a new one.</summary>
    public static string TraceId() => WorkTrace.Id ?? ActivityTraceId.CreateRandom().ToHexString();

    /// <summary>Logs a failed call. Of the server's own text only the length: some servers repeat the request in it.</summary>
    public static void CallFailed(this ILogger logger, ModelException failure, string endpoint, string model, ServerError? said)
    {
        if (said is null)
        {
            Broken(logger, failure.InnerException, endpoint, model, failure.Code.Value, failure.TraceId);
        }
        else
        {
            // A server that has begun to answer tells its error in the body of a 200.
            Refused(
                logger, endpoint, model, failure.Code.Value, failure.StatusCode ?? Ok, said.TypeName ?? "none", said.CodeName ?? "none",
                said.Message?.Length ?? 0, failure.TraceId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model call to {Endpoint}, model {Model}, failed: {Code}, trace {Trace}")]
    private static partial void Broken(ILogger logger, Exception? cause, string endpoint, string model, string code, string? trace);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Model call to {Endpoint}, model {Model}, failed: {Code}, status {Status}, the server's type {ServerType}, its code {ServerCode}, "
            + "{TextLength} characters of its text, trace {Trace}")]
    private static partial void Refused(
        ILogger logger, string endpoint, string model, string code, int status, string serverType, string serverCode, int textLength, string? trace);

    /// <summary>Logs a call that is over, however it ended.</summary>
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Model call to {Endpoint}, model {Model}: status {Status}, {DurationMs} ms, {SentBytes} bytes sent, {ReceivedBytes} received, trace {Trace}")]
    public static partial void CallEnded(
        this ILogger logger, string endpoint, string model, int? status, long durationMs, long sentBytes, long receivedBytes, string trace);

    /// <summary>Logs events that could not be read.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} events of an answer from {Endpoint}, model {Model}, were no JSON and left out")]
    public static partial void EventsLeftOut(this ILogger logger, int count, string endpoint, string model);
}
