using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>The bytes of streamed chunks, made once so that sending a token only copies them.</summary>
internal sealed class ChunkTemplate(string id, string model)
{
    private static readonly ConditionalWeakTable<IReadOnlyList<string>, byte[][]> Encoded = [];

    private readonly string _head =
        $$"""data: {"id":"{{id}}","object":"chat.completion.chunk","created":1700000000,"model":{{Json(model)}},"choices":[""";

    private byte[]? _textHead;
    private byte[]? _reasoningHead;

    /// <summary>Each token as a JSON string, made once per script.</summary>
    public static byte[][] Encode(IReadOnlyList<string> tokens) =>
        Encoded.GetValue(tokens, static list => [.. list.Select(token => Encoding.UTF8.GetBytes(Json(token)))]);

    /// <summary>Writes the event of a token of text.</summary>
    public void WriteText(PipeWriter output, ReadOnlySpan<byte> token) => Write(output, _textHead ??= Head("content"), token);

    /// <summary>Writes the event of a token of reasoning.</summary>
    public void WriteReasoning(PipeWriter output, ReadOnlySpan<byte> token, string field) =>
        Write(output, _reasoningHead ??= Head(field), token);

    /// <summary>The event of any other delta.</summary>
    public byte[] Delta(string delta, string? finishReason, string? usage = null) => Encoding.UTF8.GetBytes(
        $$"""{{_head}}{"index":0,"delta":{{delta}},"finish_reason":{{Json(finishReason)}}}]{{(usage is null ? "" : $",\"usage\":{usage}")}}}""" + "\n\n");

    /// <summary>The event that has token counts and no choices.</summary>
    public byte[] UsageOnly(string usage) => Encoding.UTF8.GetBytes($$"""{{_head}}],"usage":{{usage}}}""" + "\n\n");

    /// <summary>Token counts as OpenAI writes them.</summary>
    public static string Usage(int input, int output, int reasoning) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"prompt_tokens":{{{input}}},"completion_tokens":{{{output}}},"total_tokens":{{{input + output}}},"completion_tokens_details":{"reasoning_tokens":{{{reasoning}}}}}""");

    /// <summary>A JSON string whose characters stay UTF-8, so that they can be split across writes; null for null.</summary>
    public static string Json(string? text) => text is null ? "null" : $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    private byte[] Head(string field) => Encoding.UTF8.GetBytes($$"""{{_head}}{"index":0,"delta":{"{{field}}":""");

    private static void Write(PipeWriter output, ReadOnlySpan<byte> head, ReadOnlySpan<byte> token)
    {
        output.Write(head);
        output.Write(token);
        output.Write("},\"finish_reason\":null}]}\n\n"u8);
    }
}
