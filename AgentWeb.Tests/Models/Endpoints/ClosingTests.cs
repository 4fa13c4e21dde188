using AgentWeb.E2E.Infrastructure.ModelServer;
using Microsoft.Extensions.AI;

namespace AgentWeb.Tests.Models.Endpoints;

/// <summary>
/// Stop is acknowledged only when the upstream request is closed. A connection that is drained instead is closed too, but only after 2 s
/// in which the model goes on working; the deadline here lies between the two.
/// </summary>
public sealed class ClosingTests
{
    // Less than the 2 s for which an abandoned answer would be drained.
    private static readonly TimeSpan BeforeDrained = TimeSpan.FromSeconds(1.5);

    [Theory]
    [InlineData(ModelFault.None)]
    [InlineData(ModelFault.Hang)]
    public async Task Dispose_ConsumerLeavesTheLoop_UpstreamIsClosed(ModelFault fault)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(Endless(fault));

        await foreach (var update in host.Client().GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        var request = await server.NextRequestAsync(ModelsHost.Deadline);
        await request.WaitForDisconnectAsync(BeforeDrained);
        Assert.False(request.Completed);
    }

    [Theory]
    [InlineData(ModelFault.None)]
    [InlineData(ModelFault.Hang)]
    public async Task Cancel_WhileStreaming_UpstreamIsClosedAndTheCallersTokenIsNamed(ModelFault fault)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(Endless(fault));
        using var stop = new CancellationTokenSource();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in host.Client().GetStreamingResponseAsync("hi", cancellationToken: stop.Token))
            {
                if (update.Text.Length > 0)
                {
                    await stop.CancelAsync();
                }
            }
        });

        Assert.Equal(stop.Token, cancelled.CancellationToken);
        await (await server.NextRequestAsync(ModelsHost.Deadline)).WaitForDisconnectAsync(BeforeDrained);
    }

    [Fact]
    public async Task Cancel_BeforeTheFirstByte_UpstreamIsClosed()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Enqueue(new ModelScript { Fault = ModelFault.HangBeforeFirstByte });
        using var stop = new CancellationTokenSource();

        var response = host.Client().GetResponseAsync("hi", cancellationToken: stop.Token);
        var request = await server.NextRequestAsync(ModelsHost.Deadline);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response);
        await request.WaitForDisconnectAsync(BeforeDrained);
    }

    [Fact]
    public async Task Cancel_FiftyAtOnce_AllAreClosed()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var host = ModelsHost.For(server);
        server.Default = Endless(ModelFault.None);
        var client = host.Client();
        using var stop = new CancellationTokenSource();
        var replies = Enumerable.Range(0, 50).Select(_ => client.GetResponseAsync("hi", cancellationToken: stop.Token)).ToList();
        for (var i = 0; i < replies.Count; i++)
        {
            await (await server.NextRequestAsync(ModelsHost.Deadline)).WaitForTokensAsync(2, ModelsHost.Deadline);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(replies));
        Assert.All(replies, reply => Assert.True(reply.IsCanceled));
        await Task.WhenAll(server.Requests.Select(request => request.WaitForDisconnectAsync(BeforeDrained)));
    }

    private static ModelScript Endless(ModelFault fault) =>
        ModelScript.Generate(ContentKind.Paragraph, 100_000, tokensPerSecond: 20) with { Fault = fault, FaultAfter = 3 };
}
