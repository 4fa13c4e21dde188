namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>How one request is answered.</summary>
public sealed record ModelScript
{
    /// <summary>A short readable answer at once.</summary>
    public static ModelScript Default { get; } = Reply(
        "Hello from the **test model**. This answer has two sentences and a list:\n\n- one\n- two\n");

    /// <summary>The text, a token per server-sent event.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>The pace; 0 is as fast as the client reads.</summary>
    public double TokensPerSecond { get; init; }

    /// <summary>Time from the request to the first token (reasoning included).</summary>
    public TimeSpan FirstTokenDelay { get; init; }

    /// <summary>Tokens of reasoning before the text, at the same pace.</summary>
    public IReadOnlyList<string> Reasoning { get; init; } = [];

    /// <summary>The field that carries reasoning: <c>reasoning_content</c> or <c>reasoning</c>.</summary>
    public string ReasoningField { get; init; } = "reasoning_content";

    /// <summary>Tool calls after the text.</summary>
    public IReadOnlyList<ScriptedToolCall> ToolCalls { get; init; } = [];

    /// <summary>Whether the pieces of a tool call carry its <c>index</c>.</summary>
    public bool ToolCallIndexes { get; init; } = true;

    /// <summary>The finish reason; null for <c>stop</c>, or <c>tool_calls</c> when there are any.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Where the token counts are told.</summary>
    public UsagePlace Usage { get; init; }

    /// <summary>What goes wrong.</summary>
    public ModelFault Fault { get; init; }

    /// <summary>Tokens (reasoning included) sent before <see cref="Fault"/> happens.</summary>
    public int FaultAfter { get; init; }

    /// <summary>How many requests about the same message meet <see cref="Fault"/> before one is answered well; 0 when all do.</summary>
    public int FaultTimes { get; init; }

    /// <summary>What the answer waits for behind token <see cref="GateAfter"/> (reasoning included); null when it waits for nothing.</summary>
    public ModelGate? Gate { get; init; }

    /// <summary>Tokens (reasoning included) sent before <see cref="Gate"/> must be open.</summary>
    public int GateAfter { get; init; }

    /// <summary>What the answer waits for besides, each behind so many tokens (reasoning included); null when it waits for nothing more.</summary>
    public IReadOnlyDictionary<int, ModelGate>? Gates { get; init; }

    /// <summary>Status of <see cref="ModelFault.Status"/>.</summary>
    public int StatusCode { get; init; } = 500;

    /// <summary>Value of the <c>Retry-After</c> header of <see cref="ModelFault.Status"/>.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Body of <see cref="ModelFault.Status"/>, and the event of <see cref="ModelFault.ErrorInside"/>.</summary>
    public string ErrorBody { get; init; } = """{"error":{"message":"The scripted failure.","type":"server_error","code":null}}""";

    /// <summary>Cuts every event into writes of this many bytes, through characters too; 0 writes it whole.</summary>
    public int SplitEvery { get; init; }

    /// <summary>When set, exactly this is the body of a 200, whatever was asked.</summary>
    public ReadOnlyMemory<byte>? RawBody { get; init; }

    /// <summary>Content type of <see cref="RawBody"/>.</summary>
    public string RawContentType { get; init; } = "text/event-stream";

    /// <summary>Keeps the connection open behind <see cref="RawBody"/>.</summary>
    public bool HangAfterRaw { get; init; }

    /// <summary>Answers a request for a stream with one JSON document, as some servers do.</summary>
    public bool IgnoreStream { get; init; }

    /// <summary>All of <see cref="Tokens"/> as one text.</summary>
    public string Text => string.Concat(Tokens);

    /// <summary>An answer with this text.</summary>
    public static ModelScript Reply(string text) => new() { Tokens = [.. TokenSplitter.Split(text)] };

    /// <summary>An answer of <paramref name="tokens"/> tokens of generated text.</summary>
    public static ModelScript Generate(ContentKind kind, int tokens, double tokensPerSecond = 0) =>
        new() { Tokens = GeneratedText.Tokens(kind, tokens), TokensPerSecond = tokensPerSecond };

    /// <summary>A refusal with this status.</summary>
    public static ModelScript Failure(int status, string? body = null, string? retryAfter = null)
    {
        var script = new ModelScript { Fault = ModelFault.Status, StatusCode = status, RetryAfter = retryAfter };
        return body is null ? script : script with { ErrorBody = body };
    }

    /// <summary>Exactly these bytes as the body of a 200.</summary>
    public static ModelScript Raw(string body, string contentType = "text/event-stream") =>
        new() { RawBody = System.Text.Encoding.UTF8.GetBytes(body), RawContentType = contentType };
}
