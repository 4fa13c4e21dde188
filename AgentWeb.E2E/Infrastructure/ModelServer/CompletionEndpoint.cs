using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>Answers one request to <c>/v1/chat/completions</c> by its script and records what became of it.</summary>
internal static class CompletionEndpoint
{
    /// <summary>Answers; returns when the script has ended or the client has gone.</summary>
    public static async Task AnswerAsync(HttpContext context, ModelScript script, RecordedRequest recorded, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await using var gone = context.RequestAborted.Register(recorded.Disconnect);
        try
        {
            await SendAsync(context, script, recorded, ended.Token);
            if (!ended.IsCancellationRequested)
            {
                recorded.Complete();
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the server stops: the registration above has recorded which.
        }
        finally
        {
            recorded.End();
        }
    }

    private static async Task SendAsync(HttpContext context, ModelScript script, RecordedRequest recorded, CancellationToken cancellation)
    {
        if (script.Fault == ModelFault.HangBeforeFirstByte)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        else if (script.Fault == ModelFault.Status)
        {
            context.Response.StatusCode = script.StatusCode;
            context.Response.Headers.RetryAfter = script.RetryAfter;
            await WriteAsync(context, script.ErrorBody, cancellation);
        }
        else if (script.RawBody is { } raw)
        {
            context.Response.ContentType = script.RawContentType;
            await context.Response.Body.WriteAsync(raw, cancellation);
            await context.Response.Body.FlushAsync(cancellation);
            if (script.HangAfterRaw)
            {
                await Task.Delay(Timeout.Infinite, cancellation);
            }
        }
        else if (StreamAsked(recorded.Body.RootElement) && !script.IgnoreStream)
        {
            await new StreamedAnswer(context, script, recorded, cancellation).SendAsync();
        }
        else
        {
            await new Pacer(script, recorded.ReceivedAt).WaitAsync(script.Tokens.Count, cancellation);
            await WriteAsync(context, WholeAnswer.Of(script), cancellation);
        }
    }

    private static Task WriteAsync(HttpContext context, string json, CancellationToken cancellation)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, cancellation);
    }

    private static bool StreamAsked(JsonElement request) =>
        request.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
}
