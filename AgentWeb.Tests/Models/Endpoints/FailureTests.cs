using System.Net;
using System.Net.Sockets;
using System.Text;
using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Endpoints;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Tests.Models.Endpoints;

public sealed class FailureTests
{
    [Theory]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: sk-123","code":"invalid_api_key"}}""", "upstream_authentication", false)]
    [InlineData(403, "Forbidden", "upstream_authentication", false)]
    [InlineData(402, "{}", "upstream_quota", false)]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota"}}""", "upstream_quota", false)]
    [InlineData(429, """{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}""", "upstream_rate_limit", true)]
    [InlineData(408, "", "upstream_timeout", true)]
    [InlineData(504, "<html>Gateway Timeout</html>", "upstream_timeout", true)]
    [InlineData(413, "too big", "context_too_long", false)]
    [InlineData(400, """{"error":{"message":"This model's maximum context length is 8192 tokens.","code":"context_length_exceeded"}}""", "context_too_long", false)]
    [InlineData(400, """{"object":"error","message":"This model's maximum context length is 4096","type":"BadRequestError","code":400}""", "context_too_long", false)]
    [InlineData(400, """{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}""", "context_too_long", false)]
    [InlineData(400, """{"error":{"message":"filtered","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", "content_filter", false)]
    [InlineData(404, """{"error":{"message":"model \"x\" not found","code":"model_not_found"}}""", "model_not_found", false)]
    [InlineData(400, """{"error":"model 'x' not found"}""", "model_not_found", false)]
    [InlineData(400, """{"error":{"message":"Unsupported parameter"}}""", "upstream_rejected", false)]
    [InlineData(422, """{"detail":[{"msg":"field required"}]}""", "upstream_rejected", false)]
    [InlineData(500, """{"error":{"message":"boom"}}""", "upstream_server", true)]
    [InlineData(503, "", "upstream_server", true)]
    [InlineData(529, """{"error":{"type":"overloaded_error"}}""", "upstream_rate_limit", true)]
    [InlineData(302, "", "upstream_bad_response", false)]
    public async Task Stream_RefusedWithStatus_IsClassified(int status, string body, string code, bool retryable)
    {
        var reply = await ReadAsync(ModelScript.Failure(status, body));

        Assert.Equal(code, reply.Failure?.Code.Value);
        Assert.Equal(status, reply.Failure?.StatusCode);
        Assert.Equal(retryable, reply.Failure?.Retryable);
    }

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("1.5", 1.5)]
    [InlineData("-3", null)]
    [InlineData("soon", null)]
    [InlineData("999999999", 86_400.0)]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT", 0.0)]
    public async Task Stream_RetryAfter_IsRead(string header, double? seconds)
    {
        var reply = await ReadAsync(ModelScript.Failure(429, retryAfter: header));

        Assert.Equal(seconds, reply.Failure!.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Stream_Failure_MessageAndLogHaveNothingTheServerSaid()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(ModelScript.Failure(500, """{"error":{"message":"stack trace at line 7","type":"server_error","code":"E-1.7"}}"""));

        var reply = await Reply.ReadAsync(host.Client());

        Assert.Equal("The model server “test” had a failure of its own. Try again, or choose another model.", reply.Failure!.Message);
        var line = Assert.Single(host.Log.Lines, line => line.Contains("failed: upstream_server, status 500", StringComparison.Ordinal));
        Assert.Contains("type server_error, its code E-1.7, 21 characters of its text", line, StringComparison.Ordinal);
        Assert.Contains(reply.Failure.TraceId!, line, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("stack trace", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("secret-key", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("server_error", "server_error")]
    [InlineData("BadRequest.v1-2", "BadRequest.v1-2")]
    [InlineData("two words", null)]
    [InlineData("größe", null)]
    [InlineData("", null)]
    public void ServerError_TypeAndCode_AreNamesOrNotForTheLog(string said, string? logged)
    {
        var error = new ServerError("message", said, said);

        Assert.Equal((logged, logged), (error.TypeName, error.CodeName));
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void ServerError_LongName_IsNotForTheLog(int length, bool logged)
    {
        var name = new string('x', length);

        Assert.Equal(logged ? name : null, new ServerError("message", name, Code: null).TypeName);
    }

    [Theory]
    [InlineData("""{"error":{"message":"overloaded","code":429}}""", "upstream_rate_limit")]
    [InlineData("""{"error":{"message":"The server had an error","type":"server_error","code":null}}""", "upstream_server")]
    [InlineData("""{"error":"maximum context length exceeded"}""", "context_too_long")]
    [InlineData("""{"object":"error","message":"bad","code":500}""", "upstream_server")]
    [InlineData("""{"choices":[{"error":{"message":"gone","code":502},"finish_reason":"error"}]}""", "upstream_server")]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"error"}]}""", "upstream_server")]
    public async Task Stream_ErrorInsideA200_IsClassified(string body, string code)
    {
        var streamed = await ReadAsync(ModelScript.Reply("some text") with { Fault = ModelFault.ErrorInside, FaultAfter = 1, ErrorBody = body });
        var document = await ReadAsync(ModelScript.Raw(body, "application/json"));

        Assert.Equal(code, streamed.Failure?.Code.Value);
        Assert.Equal("some", streamed.Text);
        Assert.Equal(code, document.Failure?.Code.Value);
    }

    [Fact]
    public async Task Stream_ErrorEvent_IsClassified()
    {
        var reply = await ReadAsync(ModelScript.Raw("event: error\ndata: {\"message\":\"rate limit\"}\n\n"));

        Assert.Equal(ModelErrorCode.RateLimit, reply.Failure?.Code);
    }

    [Theory]
    [InlineData(ModelFault.NoFinish)]
    [InlineData(ModelFault.Drop)]
    public async Task Stream_EndsEarly_TextIsKeptAndItIsInterrupted(ModelFault fault)
    {
        var script = ModelScript.Generate(ContentKind.Paragraph, 20, tokensPerSecond: 500) with { Fault = fault, FaultAfter = 5 };

        var reply = await ReadAsync(script);

        Assert.Equal(ModelErrorCode.Interrupted, reply.Failure?.Code);
        Assert.True(reply.Failure!.Retryable);
        Assert.Equal("The connection to the model server “test” ended before the reply was complete.", reply.Failure.Message);
        Assert.Equal(string.Concat(script.Tokens.Take(5)), reply.Text);
        Assert.Null(reply.Finish);
    }

    [Fact]
    public async Task Stream_ConnectionReset_IsInterruptedWithWhatArrived()
    {
        var script = ModelScript.Generate(ContentKind.Paragraph, 20, tokensPerSecond: 100) with { Fault = ModelFault.Reset, FaultAfter = 10 };

        var reply = await ReadAsync(script);

        Assert.Equal(ModelErrorCode.Interrupted, reply.Failure?.Code);
        Assert.StartsWith(reply.Text, script.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_DoneWithoutFinishReason_IsInterrupted()
    {
        var reply = await ReadAsync(ModelScript.Raw("data: {\"choices\":[{\"delta\":{\"content\":\"half\"}}]}\n\ndata: [DONE]\n\n"));

        Assert.Equal("half", reply.Text);
        Assert.Equal(ModelErrorCode.Interrupted, reply.Failure?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>It works!</body></html>")]
    [InlineData("data: nonsense\n\n")]
    [InlineData("{\"hello\":\"world\"}")]
    [InlineData("{\"choices\":[{\"message\":{\"content\":\"cut of")]
    public async Task Stream_NoReplyAtAll_IsABadResponse(string body)
    {
        var reply = await ReadAsync(ModelScript.Raw(body));

        Assert.Equal(ModelErrorCode.BadResponse, reply.Failure?.Code);
        Assert.False(reply.Failure!.Retryable);
    }

    [Fact]
    public async Task Stream_NobodyListens_IsANetworkError()
    {
        var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        await server.DisposeAsync();

        var reply = await Reply.ReadAsync(host.Client());

        Assert.Equal(ModelErrorCode.Network, reply.Failure?.Code);
        Assert.True(reply.Failure!.Retryable);
        Assert.Null(reply.Failure.StatusCode);
    }

    [Fact]
    public async Task Stream_DroppedBeforeAnyText_IsANetworkError()
    {
        var reply = await ReadAsync(ModelScript.Reply("text") with { Fault = ModelFault.Drop });

        Assert.Equal(ModelErrorCode.Network, reply.Failure?.Code);
    }

    [Fact]
    public async Task Stream_ServerThatSpeaksNoHttp_IsABadResponse()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener);
        await using var host = ModelsHost.Create(
            ("Endpoints:0:Name", "test"),
            ("Endpoints:0:BaseUrl", $"http://{listener.LocalEndpoint}/v1"),
            ("Endpoints:0:Models:0:Id", "fake"));

        var reply = await Reply.ReadAsync(host.Client());

        Assert.Equal(ModelErrorCode.BadResponse, reply.Failure?.Code);
        await answering;
    }

    [Fact]
    public async Task For_EndpointThatIsGone_IsModelNotFound()
    {
        await using var host = ModelsHost.Create();
        var model = new ModelDescriptor { Key = "gone/m", Id = "m", Name = "m", Endpoint = "gone" };

        var failure = Assert.Throws<ModelException>(() => host.Clients.For(model));

        Assert.Equal(ModelErrorCode.ModelNotFound, failure.Code);
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        using var peer = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await peer.GetStream().WriteAsync(Encoding.ASCII.GetBytes("SSH-2.0-OpenSSH_9.6\r\n\r\n"), TestContext.Current.CancellationToken);
    }

    private static async Task<Reply> ReadAsync(ModelScript script)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(script);
        return await Reply.ReadAsync(host.Client());
    }
}
