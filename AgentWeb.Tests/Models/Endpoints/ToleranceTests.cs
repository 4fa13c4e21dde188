using System.Text;
using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Endpoints;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Extensions.AI;

namespace AgentWeb.Tests.Models.Endpoints;

/// <summary>What servers send besides the protocol, and must not cost anybody their answer.</summary>
public sealed class ToleranceTests
{
    private const string Finish = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"ok\"}}]}\r\n\r\ndata: {\"choices\":[{\"finish_reason\":\"stop\"}]}\r\n\r\ndata: [DONE]\r\n\r\n")]
    [InlineData("\uFEFFdata: {\"choices\":[{\"delta\":{\"content\":\"ok\"}}]}\n\n" + Finish)]
    [InlineData(": keep-alive\n\n:\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"o\"}}]}\n\n: OPENROUTER PROCESSING\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"k\"}}]}\n\n" + Finish)]
    [InlineData("data:{\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}\n\ndata:[DONE]\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}")]
    [InlineData("event: message\nid: 1\nretry: 10\ndata: {\"choices\":[{\"delta\":{\"content\":\"ok\"}}]}\n\n" + Finish)]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"o\"},{\"type\":\"text\",\"text\":\"k\"}]}}]}\n\n" + Finish)]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":{\"type\":\"text\",\"text\":\"ok\"}}}]}\n\n" + Finish)]
    [InlineData("data: {\"choices\":[{\"delta\":null}]}\n\ndata: {\"choices\":[{\"delta\":{\"role\":\"bot\",\"content\":null,\"tool_calls\":null,\"reasoning_content\":null}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"ok\"}}]}\n\n" + Finish)]
    [InlineData("data: {\"choices\":null,\"usage\":null,\"error\":null}\n\ndata: {\"choices\":[]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"ok\"}}]}\n\n" + Finish)]
    [InlineData("data: {\"choices\":[{\"text\":\"ok\",\"finish_reason\":\"stop\"}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"refusal\":\"ok\"}}]}\n\n" + Finish)]
    [InlineData("data: not JSON\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"ok\"}}]}\n\ndata: [1,2\n\ndata: \"text\"\n\n" + Finish)]
    [InlineData("data: {\"unknown\":{\"deep\":[{\"content\":\"no\"}]},\"choices\":[{\"logprobs\":{\"content\":[{\"token\":\"no\"}]},\"delta\":{\"content\":\"ok\",\"extra\":[[]]}}],}\n\n" + Finish)]
    [InlineData("data: {\"choices\":\ndata: [{\"delta\":{\"content\":\"ok\"}}]}\n\n" + Finish)]
    public async Task Stream_UnusualShape_TextArrivesAndIsComplete(string body)
    {
        var reply = await ReadAsync(ModelScript.Raw(body));

        Assert.Null(reply.Failure);
        Assert.Equal("ok", reply.Text);
        Assert.Equal(ChatFinishReason.Stop, reply.Finish);
    }

    [Theory]
    [InlineData("application/json", "")]
    [InlineData("text/event-stream", "\uFEFF \r\n")]
    [InlineData("text/plain", "\n")]
    public async Task Stream_PlainJsonInstead_IsRead(string contentType, string before)
    {
        const string Body = """{"id":"x","choices":[{"message":{"role":"assistant","content":"ok","reasoning":"hm"}}],"usage":{"prompt_tokens":3,"completion_tokens":4}}""";

        var reply = await ReadAsync(ModelScript.Raw(before + Body, contentType));

        Assert.Null(reply.Failure);
        Assert.Equal("ok", reply.Text);
        Assert.Equal("hm", reply.Reasoning);
        Assert.Equal(ChatFinishReason.Stop, reply.Finish);
        Assert.Equal(7, reply.Usage!.Details.TotalTokenCount);
    }

    [Fact]
    public async Task Stream_ServerThatDoesNotStream_ScriptIsRead()
    {
        var reply = await ReadAsync(ModelScript.Reply("whole") with { IgnoreStream = true, ToolCalls = [new("c", "f", "{\"a\":1}")] });

        Assert.Equal("whole", reply.Text);
        Assert.Equal("f", Assert.Single(reply.Calls).Name);
    }

    [Fact]
    public async Task Stream_ThinkingParts_AreReasoning()
    {
        var reply = await ReadAsync(ModelScript.Raw(
            "data: {\"choices\":[{\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]},{\"type\":\"text\",\"text\":\"ok\"}]}}]}\n\n" + Finish));

        Assert.Equal("hm", reply.Reasoning);
        Assert.Equal("ok", reply.Text);
    }

    [Fact]
    public async Task Stream_BothReasoningFields_AreTheSameText()
    {
        var reply = await ReadAsync(ModelScript.Raw(
            "data: {\"choices\":[{\"delta\":{\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"}}]}\n\n" + Finish));

        Assert.Equal("hm", reply.Reasoning);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Stream_CharactersSplitAcrossWrites_AreWhole(int bytes)
    {
        const string Text = "Grüße aus 東京, 🌍👩‍💻 ña – done.";

        var reply = await ReadAsync(ModelScript.Reply(Text) with { SplitEvery = bytes });

        Assert.Equal(Text, reply.Text);
    }

    [Fact]
    public async Task Stream_InvalidUtf8_BecomesReplacementCharacters()
    {
        var reply = await ReadAsync(ModelScript.Reply("before and after") with { Fault = ModelFault.InvalidUtf8, FaultAfter = 1 });

        Assert.Equal("before\uFFFD(\uFFFD and after", reply.Text);
        Assert.Equal(ChatFinishReason.Stop, reply.Finish);
    }

    [Fact]
    public async Task Stream_EmojiCutBetweenEvents_IsWhole()
    {
        var reply = await ReadAsync(ModelScript.Raw(
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\\n\\ud83d\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"\\ude00b\"}}]}\n\n" + Finish));

        Assert.Equal("a\n😀b", reply.Text);
    }

    [Fact]
    public async Task Stream_GarbageLine_IsLeftOutAndLogged()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(ModelScript.Reply("before after") with { Fault = ModelFault.Garbage, FaultAfter = 1 });

        var reply = await Reply.ReadAsync(host.Client());

        Assert.Equal("before after", reply.Text);
        Assert.Contains(host.Log.Lines, line => line.StartsWith("1 events of an answer from test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_EndsOpenAfterDone_IsCompleteAllTheSame()
    {
        // After the end mark the server keeps the connection open for ever.
        var reply = await ReadAsync(ModelScript.Raw("data: {\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n") with { HangAfterRaw = true });

        Assert.Null(reply.Failure);
        Assert.Equal("ok", reply.Text);
    }

    [Theory]
    [InlineData("[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1}}},{\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]", "a f {\"x\":1}|b g ")]
    [InlineData("[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}},{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"g\"}}]", "a f |b g ")]
    [InlineData("[{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},{\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]", "call_1 f |call_2 g ")]
    [InlineData("{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}", "a f ")]
    public async Task Stream_UnusualToolCalls_AreRead(string calls, string expected)
    {
        var reply = await ReadAsync(ModelScript.Raw($"data: {{\"choices\":[{{\"delta\":{{\"tool_calls\":{calls}}}}}]}}\n\n" + Finish));

        var seen = reply.Calls.Select(call =>
            $"{call.CallId} {call.Name} {(call.Arguments is { Count: > 0 } some ? System.Text.Json.JsonSerializer.Serialize(some) : "")}");
        Assert.Equal(expected, string.Join('|', seen));
        Assert.Equal(ChatFinishReason.ToolCalls, reply.Finish);
    }

    [Fact]
    public async Task Stream_ToolArgumentsThatAreNoJson_AreToldByTheCall()
    {
        var reply = await ReadAsync(new ModelScript { ToolCalls = [new("c", "f", "{\"a\":")] });

        Assert.NotNull(Assert.Single(reply.Calls).Exception);
    }

    [Fact]
    public async Task Stream_EventLargerThanTheBound_IsAClearError()
    {
        var huge = new string('x', AnswerStream.MaxEventBytes + 1);

        var reply = await ReadAsync(ModelScript.Raw($"data: {{\"choices\":[{{\"delta\":{{\"content\":\"{huge}\"}}}}]}}\n\n{Finish}"));

        Assert.Equal(ModelErrorCode.BadResponse, reply.Failure?.Code);
    }

    [Fact]
    public async Task Stream_ManyEventsLargerThanTheBoundTogether_AllArrive()
    {
        var body = new StringBuilder();
        var part = new string('x', 100_000);
        for (var i = 0; i < 60; i++)
        {
            body.Append("data: {\"choices\":[{\"delta\":{\"content\":\"").Append(part).Append("\"}}]}\n\n");
        }

        var reply = await ReadAsync(ModelScript.Raw(body + Finish));

        Assert.Equal(6_000_000, reply.Text.Length);
    }

    private static async Task<Reply> ReadAsync(ModelScript script)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(script);
        return await Reply.ReadAsync(host.Client());
    }
}
