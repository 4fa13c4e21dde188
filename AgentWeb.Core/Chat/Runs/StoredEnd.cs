using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Telemetry;

namespace AgentWeb.Core.Chat.Runs;

/// <summary>What the database says about a run that has ended, as the readers of its events are told.</summary>
internal static class StoredEnd
{
    /// <summary>The text that the run added to its reply.</summary>
    public static string TextOf(Message reply, Guid runId) =>
        reply.Segments.Find(s => s.RunId == runId) is { } segment ? reply.Text.Substring(segment.Start, segment.Length) : "";

    /// <summary>The last event.</summary>
    public static RunEvent LastEventOf(Message reply, Guid runId)
    {
        var messageId = PublicId.Format(PublicId.Message, reply.Id);
        var status = RunStatusNames.Of(reply.Status);
        return reply is { Status: not MessageStatus.Stopped, ErrorCode: { } code }
            ? new ErrorEvent(messageId, status, code, reply.ErrorMessage ?? "", Retryable: true) { TraceId = WorkTrace.OfRun(runId) }
            : new DoneEvent(messageId, status, reply.FinishReason) { Notice = NoticeBody.Of(reply.ErrorCode, reply.ErrorMessage) };
    }
}
