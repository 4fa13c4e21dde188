using AgentWeb.Core.Chat;
using AgentWeb.Core.Context;
using AgentWeb.Core.Conversations;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Context;

public sealed class ContextBuilderTests
{
    [Fact]
    public async Task BuildAsync_HistoryBeyondTheWindow_KeepsTheNewestAndAlwaysTheQuestion()
    {
        await using var host = await ChatHost.StartAsync(("Queue:MaxQueuedPerUser", "100"));
        await host.StopAsync(); // Nothing is answered: only the questions count.
        var ada = await host.AddUserAsync();
        var text = new string('x', 400); // 100 tokens, and 4 for being a message; an empty reply costs 4 too.
        var first = await host.SendAsync(ada, text);
        var last = first;
        for (var i = 0; i < 9; i++)
        {
            last = await host.SendAsync(ada, text, first.ConversationId);
        }

        var builder = host.Get<ContextBuilder>();
        var all = await builder.BuildAsync(new(ada, first.ConversationId, last.MessageId, ScriptedModel.Describe("m", 8000), 1000, ConversationSettings.None), CancellationToken.None);
        var some = await builder.BuildAsync(new(ada, first.ConversationId, last.MessageId, ScriptedModel.Describe("m", 600), 200, ConversationSettings.None), CancellationToken.None);
        var one = await builder.BuildAsync(new(ada, first.ConversationId, last.MessageId, ScriptedModel.Describe("m", 10), 5, ConversationSettings.None), CancellationToken.None);

        Assert.Equal((10, 3, 1), (all.Messages.Count, some.Messages.Count, one.Messages.Count));
        Assert.True(some.EstimatedTokens <= 400);
    }

    [Fact]
    public async Task BuildAsync_LongConversation_FollowsTheBranchAcrossPages()
    {
        await using var host = await ChatHost.StartAsync(("Queue:MaxQueuedPerUser", "1000"));
        await host.StopAsync();
        var ada = await host.AddUserAsync();
        var first = await host.SendAsync(ada, "root");
        for (var i = 0; i < 80; i++)
        {
            await host.SendAsync(ada, "left behind", first.ConversationId);
        }

        var branch = await host.Get<SendMessage>().RunAsync(ada, new("branch", first.ConversationId, first.MessageId), CancellationToken.None);
        var prompt = await host.Get<ContextBuilder>().BuildAsync(
            new(ada, first.ConversationId, branch.Value!.MessageId, ScriptedModel.Describe("m", 100_000), 1000, ConversationSettings.None), CancellationToken.None);

        Assert.Equal(["root", "branch"], prompt.Messages.Select(m => m.Text));
    }
}
