using System.ComponentModel;
using System.Text.Json;
using AgentWeb.Core.Models.Endpoints;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Extensions.AI;

namespace AgentWeb.Tests.Models.Endpoints;

public sealed class RequestBodyTests
{
    [Fact]
    public async Task Send_Any_GoesOutWithKeyModelAndStream()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);

        await Reply.ReadAsync(host.Client(), "hello");

        var request = await server.NextRequestAsync(ModelsHost.Deadline);
        Assert.Equal("Bearer secret-key", request.Headers["Authorization"]);
        Assert.Equal("/v1/chat/completions", request.Path);
        Assert.Equal("""{"model":"fake","messages":[{"role":"user","content":"hello"}],"stream":true,"stream_options":{"include_usage":true}}""", request.Body.RootElement.GetRawText());
    }

    [Fact]
    public void Write_Conversation_RolesAndTextInOrder()
    {
        var messages = Messages(
            [
                new(ChatRole.System, "Be brief."),
                new(ChatRole.User, "Grüße \"quoted\" 世界 🌍"),
                new(ChatRole.Assistant, [new TextReasoningContent("not sent"), new TextContent("part 1, "), new TextContent("part 2")]),
            ],
            new ChatOptions { Instructions = "First of all." });

        Assert.Equal(
            """[{"role":"system","content":"First of all."},{"role":"system","content":"Be brief."},{"role":"user","content":"Grüße \"quoted\" 世界 🌍"},{"role":"assistant","content":"part 1, part 2"}]""",
            Unescaped(messages));
    }

    [Fact]
    public void Write_LoneSurrogate_IsStillValidJson()
    {
        var content = Messages([new(ChatRole.User, "a\ud83d b")])[0].GetProperty("content").GetString();

        Assert.Equal("a\uFFFD b", content);
    }

    [Fact]
    public void Write_Image_IsAPartBesideTheText()
    {
        var messages = Messages([new(ChatRole.User,
        [
            new TextContent("What is this?"),
            new DataContent(new byte[] { 1, 2, 3 }, "image/png"),
            new UriContent("https://example.com/a.png", "image/png"),
        ])]);

        Assert.Equal(
            """[{"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}},{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}]""",
            Unescaped(messages));
    }

    [Fact]
    public void Write_ToolRound_CallsAndOneMessagePerResult()
    {
        var messages = Messages(
        [
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "add", new Dictionary<string, object?> { ["a"] = 1 }), new FunctionCallContent("c2", "now")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "2"), new FunctionResultContent("c2", new { time = 5 })]),
        ]);

        Assert.Equal(
            """[{"role":"assistant","content":"","tool_calls":[{"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\":1}"}},{"id":"c2","type":"function","function":{"name":"now","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"2"},{"role":"tool","tool_call_id":"c2","content":"{\"time\":5}"}]""",
            Unescaped(messages));
    }

    [Fact]
    public void Write_Options_AreParameters()
    {
        var options = new ChatOptions
        {
            MaxOutputTokens = 100,
            Temperature = 0.5f,
            TopP = 0.25f,
            Seed = 7,
            StopSequences = ["END"],
            Tools = [AIFunctionFactory.Create([Description("Adds.")] (int a, int b) => a + b, "add")],
            ToolMode = ChatToolMode.RequireSpecific("add"),
        };

        using var body = JsonDocument.Parse(RequestBody.Write("m", [new(ChatRole.User, "x")], options, "max_tokens"));

        var root = body.RootElement;
        Assert.Equal(100, root.GetProperty("max_tokens").GetInt32());
        Assert.Equal(0.5, root.GetProperty("temperature").GetDouble());
        Assert.Equal(0.25, root.GetProperty("top_p").GetDouble());
        Assert.Equal(7, root.GetProperty("seed").GetInt32());
        Assert.Equal("END", root.GetProperty("stop")[0].GetString());
        var function = root.GetProperty("tools")[0].GetProperty("function");
        Assert.Equal("add", function.GetProperty("name").GetString());
        Assert.Equal("Adds.", function.GetProperty("description").GetString());
        Assert.True(function.GetProperty("parameters").GetProperty("properties").TryGetProperty("b", out _));
        Assert.Equal("add", root.GetProperty("tool_choice").GetProperty("function").GetProperty("name").GetString());
    }

    private static JsonElement Messages(IList<ChatMessage> messages, ChatOptions? options = null)
    {
        using var body = JsonDocument.Parse(RequestBody.Write("m", messages, options, "max_tokens"));
        return body.RootElement.GetProperty("messages").Clone();
    }

    private static string Unescaped(JsonElement element) => JsonSerializer.Serialize(
        element, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        .Replace("\\uD83C\\uDF0D", "🌍", StringComparison.OrdinalIgnoreCase);
}
