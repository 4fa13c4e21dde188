using Microsoft.Extensions.Logging;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>What the log says about one request to a model server when it is over: status, duration and sizes, never what went to and fro.</summary>
internal sealed class CallRecord(string endpoint, string model, ILogger logger, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>HTTP status of the answer; null while there is none.</summary>
    public int? Status { get; set; }

    /// <summary>Bytes of the request's body.</summary>
    public long Sent { get; set; }

    /// <summary>Bytes of the answer's body that were read.</summary>
    public long Received { get; set; }

    /// <summary>Writes it.</summary>
    public void End() =>
        logger.CallEnded(endpoint, model, Status, (long)time.GetElapsedTime(_started).TotalMilliseconds, Sent, Received, ModelLog.TraceId());
}
