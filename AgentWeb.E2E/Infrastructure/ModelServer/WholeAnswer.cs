namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>A script as the one JSON document of a request without <c>stream</c>.</summary>
internal static class WholeAnswer
{
    /// <summary>The document.</summary>
    public static string Of(ModelScript script)
    {
        var reasoning = script.Reasoning.Count == 0
            ? ""
            : $",\"{script.ReasoningField}\":{ChunkTemplate.Json(string.Concat(script.Reasoning))}";
        var calls = string.Join(',', script.ToolCalls.Select(call =>
            $$$"""{"id":{{{ChunkTemplate.Json(call.Id)}}},"type":"function","function":{"name":{{{ChunkTemplate.Json(call.Name)}}},"arguments":{{{ChunkTemplate.Json(call.Arguments)}}}}}"""));
        var toolCalls = calls.Length == 0 ? "" : $",\"tool_calls\":[{calls}]";
        var finish = script.FinishReason ?? (calls.Length > 0 ? "tool_calls" : "stop");
        var usage = ChunkTemplate.Usage(input: 10, script.Tokens.Count + script.Reasoning.Count, script.Reasoning.Count);
        return $$"""
            {"id":"chatcmpl-fake","object":"chat.completion","created":1700000000,"model":"fake","choices":[{"index":0,
            "message":{"role":"assistant","content":{{ChunkTemplate.Json(script.Text)}}{{reasoning}}{{toolCalls}}},
            "finish_reason":{{ChunkTemplate.Json(finish)}}}],"usage":{{usage}}}
            """;
    }
}
