namespace AgentWeb.E2E.Infrastructure.ModelServer;

/// <summary>The deltas in which a tool call is streamed: its id and name first, then the arguments in two pieces.</summary>
internal static class ToolCallDeltas
{
    /// <summary>The deltas of <paramref name="call"/>; they carry <paramref name="index"/> unless it is null.</summary>
    public static IEnumerable<string> Of(ScriptedToolCall call, int? index)
    {
        var place = index is { } i ? $"\"index\":{i}," : "";
        var half = call.Arguments.Length / 2;
        yield return Delta($$"""{{place}}"id":{{Json(call.Id)}},"type":"function","function":{"name":{{Json(call.Name)}},"arguments":""}""");
        yield return Delta($$"""{{place}}"function":{"arguments":{{Json(call.Arguments[..half])}}}""");
        yield return Delta($$"""{{place}}"function":{"arguments":{{Json(call.Arguments[half..])}}}""");
    }

    private static string Delta(string call) => $$"""{"tool_calls":[{{{call}}}]}""";

    private static string Json(string text) => ChunkTemplate.Json(text);
}
