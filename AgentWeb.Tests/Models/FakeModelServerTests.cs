using System.Net;
using System.Text;
using System.Text.Json;
using AgentWeb.E2E.Infrastructure.ModelServer;

namespace AgentWeb.Tests.Models;

/// <summary>The double that every other test of models trusts.</summary>
public sealed class FakeModelServerTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly HttpClient _http = new();

    [Fact]
    public async Task Stream_DefaultScript_SendsOneEventPerTokenAndRecordsEach()
    {
        await using var server = await FakeModelServer.StartAsync();

        var body = await PostAsync(server, """{"model":"m","stream":true,"stream_options":{"include_usage":true},"messages":[]}""");

        var recorded = await server.NextRequestAsync(Deadline);
        await recorded.WaitForEndAsync(Deadline);
        Assert.Equal(ModelScript.Default.Text, TextOf(body));
        Assert.EndsWith("data: [DONE]\n\n", body, StringComparison.Ordinal);
        Assert.Contains("\"prompt_tokens\":10", body, StringComparison.Ordinal);
        Assert.Equal(ModelScript.Default.Tokens.Count, recorded.Tokens.Count);
        Assert.Equal(ModelScript.Default.Text.Length, recorded.Tokens[^1].EndOffset);
        Assert.True(recorded.Completed);
        Assert.Null(recorded.DisconnectedAt);
    }

    [Fact]
    public async Task Stream_Directive_WinsOverQueueAndDefault()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Enqueue(ModelScript.Reply("from the queue"));

        var body = await PostAsync(
            server, """{"stream":true,"messages":[{"role":"user","content":"please [[tokens=30 kind=table]]"}]}""");

        Assert.Equal(string.Concat(GeneratedText.Tokens(ContentKind.Table, 30)), TextOf(body));
    }

    [Theory]
    [InlineData(ContentKind.Mixed)]
    [InlineData(ContentKind.Paragraph)]
    [InlineData(ContentKind.Code)]
    [InlineData(ContentKind.List)]
    [InlineData(ContentKind.Table)]
    public void Tokens_AnyKind_ExactlyTheCountAndNoneEmpty(ContentKind kind)
    {
        var tokens = GeneratedText.Tokens(kind, 20_000);

        Assert.Equal(20_000, tokens.Count);
        Assert.DoesNotContain("", tokens);
    }

    [Fact]
    public async Task Stream_ClientLeaves_DisconnectIsRecorded()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Enqueue(ModelScript.Generate(ContentKind.Mixed, 50) with { Fault = ModelFault.Hang, FaultAfter = 5 });
        using var leave = new CancellationTokenSource();

        var answer = PostAsync(server, """{"stream":true,"messages":[]}""", leave.Token);
        var recorded = await server.NextRequestAsync(Deadline);
        await recorded.WaitForTokensAsync(5, Deadline);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await recorded.WaitForDisconnectAsync(Deadline);
        Assert.False(recorded.Completed);
    }

    [Fact]
    public async Task Stream_SplitWrites_SameBytes()
    {
        await using var server = await FakeModelServer.StartAsync();
        var script = ModelScript.Reply("Grüße, 世界 🌍.");
        server.Enqueue(script, script with { SplitEvery = 3 });

        var whole = await PostAsync(server, """{"stream":true,"messages":[]}""");
        var split = await PostAsync(server, """{"stream":true,"messages":[]}""");

        Assert.Equal(whole, split);
        Assert.Equal("Grüße, 世界 🌍.", TextOf(split));
    }

    [Fact]
    public async Task Post_Failure_SendsStatusAndRetryAfter()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Enqueue(ModelScript.Failure(429, retryAfter: "7"));
        using var content = new StringContent("""{"messages":[]}""", Encoding.UTF8, "application/json");

        using var response = await _http.PostAsync(new Uri(server.Root, "v1/chat/completions"), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
    }

    public void Dispose() => _http.Dispose();

    private static string TextOf(string body) => string.Concat(body
        .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line["data: ".Length..])
        .Where(data => data != "[DONE]")
        .Select(data =>
        {
            using var json = JsonDocument.Parse(data);
            var choices = json.RootElement.GetProperty("choices");
            return choices.GetArrayLength() > 0 && choices[0].GetProperty("delta").TryGetProperty("content", out var text) ? text.GetString() : "";
        }));

    private async Task<string> PostAsync(FakeModelServer server, string json, params CancellationToken[] leave)
    {
        var cancellation = leave is [var token] ? token : TestContext.Current.CancellationToken;
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(server.Root, "v1/chat/completions"), content, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }
}
