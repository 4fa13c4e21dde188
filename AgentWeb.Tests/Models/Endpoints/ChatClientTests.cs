using AgentWeb.Core.Models;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Extensions.AI;

namespace AgentWeb.Tests.Models.Endpoints;

public sealed class ChatClientTests
{
    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task Stream_ReasoningAndText_ArriveInTheirOwnContent(string field)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(ModelScript.Reply("The answer is 42.") with { Reasoning = ["Let ", "me ", "think."], ReasoningField = field });

        var reply = await Reply.ReadAsync(host.Client());

        Assert.Equal("The answer is 42.", reply.Text);
        Assert.Equal("Let me think.", reply.Reasoning);
        Assert.Equal(ChatFinishReason.Stop, reply.Finish);
        Assert.Null(reply.Failure);
    }

    [Fact]
    public async Task Stream_EachToken_IsAnUpdateOfItsOwn()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(ModelScript.Generate(ContentKind.Mixed, 200));

        var reply = await Reply.ReadAsync(host.Client());

        Assert.Equal(201, reply.Updates);
        Assert.Equal(string.Concat(GeneratedText.Tokens(ContentKind.Mixed, 200)), reply.Text);
    }

    [Theory]
    [InlineData(UsagePlace.WhenAsked)]
    [InlineData(UsagePlace.WithFinish)]
    public async Task Stream_ServerCountsTokens_ItsCountsAreReported(UsagePlace place)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(ModelScript.Generate(ContentKind.Mixed, 7) with { Usage = place, Reasoning = ["a", "b"] });

        var reply = await Reply.ReadAsync(host.Client());

        Assert.Equal(10, reply.Usage!.Details.InputTokenCount);
        Assert.Equal(9, reply.Usage.Details.OutputTokenCount);
        Assert.Equal(19, reply.Usage.Details.TotalTokenCount);
        Assert.Equal(2, reply.Usage.Details.ReasoningTokenCount);
        Assert.False(EstimatedUsage.IsEstimate(reply.Usage));
    }

    [Fact]
    public async Task Stream_ServerDoesNotCount_UsageIsEstimatedAndMarked()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(ModelScript.Reply("twelve chars") with { Usage = UsagePlace.Never });

        var reply = await Reply.ReadAsync(host.Client(), new string('x', 400));

        Assert.True(EstimatedUsage.IsEstimate(reply.Usage!));
        Assert.Equal(104, reply.Usage!.Details.InputTokenCount);
        Assert.InRange(reply.Usage.Details.OutputTokenCount!.Value, 3, 6);
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("length", "length")]
    [InlineData("max_tokens", "length")]
    [InlineData("end_turn", "stop")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("something_new", "something_new")]
    public async Task Stream_AnyFinishReason_IsReported(string sent, string expected)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(ModelScript.Reply("text") with { FinishReason = sent });

        var reply = await Reply.ReadAsync(host.Client());

        Assert.Equal(expected, reply.Finish?.Value);
        Assert.Null(reply.Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stream_ToolCalls_ArePutTogetherWithAndWithoutIndex(bool indexes)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(ModelScript.Reply("Looking.") with
        {
            ToolCalls = [new("c1", "search", """{"query":"a \"b\""}"""), new("c2", "clock", "{}")],
            ToolCallIndexes = indexes,
        });

        var reply = await Reply.ReadAsync(host.Client());

        Assert.Equal(["c1 search", "c2 clock"], reply.Calls.Select(call => $"{call.CallId} {call.Name}"));
        Assert.Equal("a \"b\"", reply.Calls[0].Arguments!["query"]!.ToString());
        Assert.Equal(ChatFinishReason.ToolCalls, reply.Finish);
        Assert.Equal("Looking.", reply.Text);
    }

    [Fact]
    public async Task GetResponse_Any_HasTheWholeAnswer()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(ModelScript.Reply("All of it at once.") with { Reasoning = ["because"] });

        var response = await host.Client().GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("All of it at once.", response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal(10, response.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Stream_FiftyAtOnce_EachGetsItsOwnAnswer()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        var client = host.Client();
        var counts = Enumerable.Range(100, 50).ToList();

        var replies = await Task.WhenAll(counts.Select(count => Reply.ReadAsync(client, $"[[tokens={count} kind=list tps=2000]]")));

        Assert.All(counts.Zip(replies), pair => Assert.Equal(string.Concat(GeneratedText.Tokens(ContentKind.List, pair.First)), pair.Second.Text));
        Assert.Equal(50, server.Requests.Count);
    }

    [Fact]
    public async Task Stream_OneAfterAnother_ReuseTheConnection()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);

        for (var i = 0; i < 10; i++)
        {
            Assert.Null((await Reply.ReadAsync(host.Client())).Failure);
        }

        Assert.Single(server.Requests.Select(request => request.ConnectionId).Distinct());
    }

    [Fact]
    public void GetService_Metadata_NamesEndpointAndModel()
    {
        using var connection = new AgentWeb.Core.Models.Endpoints.EndpointConnection("here", new Uri("http://127.0.0.1:9/v1"), apiKey: null, TimeSpan.FromSeconds(1));
        using var client = new AgentWeb.Core.Models.Endpoints.OpenAICompatibleChatClient(
            connection, "m", Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, TimeProvider.System);

        var metadata = client.GetService<ChatClientMetadata>();

        Assert.Equal("here", metadata?.ProviderName);
        Assert.Equal("m", metadata?.DefaultModelId);
    }
}
