using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>Sends a script as server-sent events, one token an event and an event a write.</summary>
internal sealed class StreamedAnswer(HttpContext context, ModelScript script, RecordedRequest recorded, CancellationToken cancellation)
{
    private static readonly byte[] InvalidUtf8 = [(byte)'"', 0xC3, 0x28, 0xFF, (byte)'"'];

    private readonly PipeWriter _output = context.Response.BodyWriter;
    private readonly ChunkTemplate _chunks = new("chatcmpl-fake", ModelOf(recorded.Body.RootElement));
    private readonly Pacer _pacer = new(script, recorded.ReceivedAt);
    private int _sent;
    private int _characters;

    /// <summary>Sends the answer to its end or to its fault.</summary>
    public async Task SendAsync()
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.StartAsync(cancellation);
        await _output.FlushAsync(cancellation);

        if (await SendTokensAsync())
        {
            await SendEndAsync();
        }
    }

    /// <summary>Sends the tokens; false when a fault ended the answer.</summary>
    private async Task<bool> SendTokensAsync()
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, recorded.Enough);
        try
        {
            return await SendTokensAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return true;
        }
    }

    private async Task<bool> SendTokensAsync(CancellationToken wanted)
    {
        var reasoning = ChunkTemplate.Encode(script.Reasoning);
        for (var i = 0; i < reasoning.Length; i++)
        {
            if (!await ReadyForTokenAsync(wanted))
            {
                return false;
            }

            _chunks.WriteReasoning(_output, reasoning[i], script.ReasoningField);
            await SentAsync();
        }

        var tokens = ChunkTemplate.Encode(script.Tokens);
        for (var i = 0; i < tokens.Length; i++)
        {
            if (!await ReadyForTokenAsync(wanted))
            {
                return false;
            }

            _characters += script.Tokens[i].Length;
            await SendTokenAsync(tokens[i]);
        }

        return await ReadyForTokenAsync(wanted);
    }

    /// <summary>Waits for the pace and lets the fault happen when it is due; false when that ended the answer.</summary>
    private async ValueTask<bool> ReadyForTokenAsync(CancellationToken wanted)
    {
        wanted.ThrowIfCancellationRequested();
        await _pacer.WaitAsync(_sent, wanted);
        if (script.Gate is { } gate && _sent == script.GateAfter)
        {
            await gate.Opened.WaitAsync(wanted);
        }

        if (script.Gates?.GetValueOrDefault(_sent) is { } next)
        {
            await next.Opened.WaitAsync(wanted);
        }

        if (script.Fault == ModelFault.None || _sent != script.FaultAfter)
        {
            return true;
        }

        switch (script.Fault)
        {
            case ModelFault.Hang:
                await Task.Delay(Timeout.Infinite, wanted);
                return false;
            case ModelFault.Drop:
                throw new ScriptedDropException();
            case ModelFault.Reset:
                context.Abort();
                return false;
            case ModelFault.NoFinish:
                return false;
            case ModelFault.ErrorInside:
                await WriteAsync(Encoding.UTF8.GetBytes($"data: {script.ErrorBody}\n\n"));
                return false;
            case ModelFault.Garbage:
                await WriteAsync("data: {this is } no JSON\n\n"u8.ToArray());
                return true;
            case ModelFault.InvalidUtf8:
                _chunks.WriteText(_output, InvalidUtf8);
                await _output.FlushAsync(cancellation);
                return true;
            default:
                return true;
        }
    }

    private async ValueTask SendTokenAsync(byte[] token)
    {
        if (script.SplitEvery <= 0)
        {
            _chunks.WriteText(_output, token);
            await SentAsync();
            return;
        }

        _sent++;
        recorded.AddToken(_characters);
        await WriteAsync(_chunks.Delta($$"""{"content":{{Encoding.UTF8.GetString(token)}}}""", finishReason: null));
    }

    private ValueTask<FlushResult> SentAsync()
    {
        _sent++;
        recorded.AddToken(_characters);
        return _output.FlushAsync(cancellation);
    }

    private async Task SendEndAsync()
    {
        for (var i = 0; i < script.ToolCalls.Count; i++)
        {
            foreach (var delta in ToolCallDeltas.Of(script.ToolCalls[i], script.ToolCallIndexes ? i : null))
            {
                await WriteAsync(_chunks.Delta(delta, finishReason: null));
            }
        }

        var usage = ChunkTemplate.Usage(input: 10, script.Tokens.Count + script.Reasoning.Count, script.Reasoning.Count);
        var finish = script.FinishReason ?? (script.ToolCalls.Count > 0 ? "tool_calls" : "stop");
        await WriteAsync(_chunks.Delta("{}", finish, script.Usage == UsagePlace.WithFinish ? usage : null));
        if (script.Usage == UsagePlace.WhenAsked && UsageAsked(recorded.Body.RootElement))
        {
            await WriteAsync(_chunks.UsageOnly(usage));
        }

        await WriteAsync("data: [DONE]\n\n"u8.ToArray());
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        var size = script.SplitEvery > 0 ? script.SplitEvery : bytes.Length;
        for (var at = 0; at < bytes.Length; at += size)
        {
            _output.Write(bytes.Span[at..Math.Min(bytes.Length, at + size)]);
            await _output.FlushAsync(cancellation);
        }
    }

    private static string ModelOf(JsonElement request) =>
        request.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String ? model.GetString()! : "fake";

    private static bool UsageAsked(JsonElement request) =>
        request.TryGetProperty("stream_options", out var options)
        && options.TryGetProperty("include_usage", out var asked)
        && asked.ValueKind == JsonValueKind.True;
}
