using AgentWeb.Core.Models;
using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Extensions.Options;

namespace AgentWeb.Tests.Models.Endpoints;

public sealed class EndpointEmbeddingsTests
{
    [Fact]
    public async Task Generate_ManyTexts_AsksInBatchesAndKeepsTheOrder()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Embeddings.Embed = text => [text.Length, 1];
        await using var host = Host(server);
        var texts = Enumerable.Range(1, 70).Select(length => new string('x', length)).ToList();

        var vectors = await host.Embeddings.Generator!.GenerateAsync(texts);

        Assert.Equal(Enumerable.Range(1, 70).Select(length => (float)length), vectors.Select(v => v.Vector.Span[0]));
        Assert.Equal([32, 32, 6], server.Embeddings.Requests.Select(r => r.Count));
        Assert.Equal("test/org/embed", host.Embeddings.Key);
    }

    [Fact]
    public async Task Generate_ServerRefuses_SaysWhatKindOfFailure()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Embeddings.Status = 503;
        await using var host = Host(server);

        var failure = await Assert.ThrowsAsync<ModelException>(() => host.Embeddings.Generator!.GenerateAsync(["text"]));

        Assert.Equal((ModelErrorCode.Server, true), (failure.Code, failure.Retryable));
    }

    [Fact]
    public async Task Generate_VectorsOfDifferentLengths_IsABadAnswer()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Embeddings.Embed = text => new float[text.Length];
        await using var host = Host(server);

        var failure = await Assert.ThrowsAsync<ModelException>(() => host.Embeddings.Generator!.GenerateAsync(["one", "three"]));

        Assert.Equal(ModelErrorCode.BadResponse, failure.Code);
    }

    [Fact]
    public async Task Generate_Cancelled_IsACancellation()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Embeddings.Hangs = true;
        await using var host = Host(server);
        using var cancel = new CancellationTokenSource();

        var asking = host.Embeddings.Generator!.GenerateAsync(["text"], cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Theory]
    [InlineData("embed")]
    [InlineData("other/embed")]
    [InlineData("test/")]
    public async Task Embedding_UnknownEndpoint_IsRefusedAtStartWithItsKey(string key)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.Create(("Endpoints:0:Name", "test"), ("Endpoints:0:BaseUrl", server.BaseUrl.ToString()), ("Embedding", key));

        var failure = Assert.Throws<OptionsValidationException>(() => host.Embeddings);

        Assert.Contains("Models:Embedding", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embedding_Changed_CountsFromThenOn()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = Host(server);
        var before = host.Embeddings;

        host.Set("Embedding", "test/other");
        var other = host.Embeddings;
        host.Set("Embedding", "");

        Assert.Equal(("test/org/embed", "test/other", ""), (before.Key, other.Key, host.Embeddings.Key));
        Assert.Null(host.Embeddings.Generator);
        server.Embeddings.Embed = text => [text.Length];
        await other.Generator!.GenerateAsync(["text"]);
        Assert.Equal("other", server.Embeddings.Models.Single());
    }

    [Fact]
    public async Task Embedding_Unchanged_StaysTheSame()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = Host(server);

        Assert.Same(host.Embeddings, host.Embeddings);
    }

    private static ModelsHost Host(FakeModelServer server) => ModelsHost.Create(
        ("Endpoints:0:Name", "test"), ("Endpoints:0:BaseUrl", server.BaseUrl.ToString()), ("Embedding", "test/org/embed"));
}
