using System.Diagnostics;
using AgentWeb.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>What the log says about model calls: ids, statuses and the servers' error texts, never conversations or keys.</summary>
internal static partial class ModelLog
{
    // Enough for what servers say; some repeat the whole request in it.
    private const int MaxDetail = 300;

    /// <summary>Id of the trace that this belongs to, or a new one.</summary>
    public static string TraceId() => WorkTrace.Id ?? ActivityTraceId.CreateRandom().ToHexString();

    /// <summary>Logs a failed call.</summary>
    public static void CallFailed(this ILogger logger, ModelException failure, string endpoint, string model, string? detail)
    {
        var said = detail is { Length: > MaxDetail } ? detail[..MaxDetail] : detail;
        Failed(logger, failure.InnerException, endpoint, model, failure.Code.Value, failure.StatusCode, failure.TraceId, said);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model call to {Endpoint}, model {Model}, failed: {Code}, status {Status}, trace {Trace}: {Detail}")]
    private static partial void Failed(ILogger logger, Exception? cause, string endpoint, string model, string code, int? status, string? trace, string? detail);

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
