using AgentWeb.Core.Models;
using AgentWeb.Core.Models.Offline;
using Microsoft.Extensions.AI;

namespace AgentWeb.Tests.Models.Offline;

public sealed class OfflineChatClientTests
{
    [Fact]
    public async Task Stream_Answer_ComesWordByWordWithFinishAndUsage()
    {
        await using var host = ModelsHost.Create();

        var reply = await Reply.ReadAsync(host.Client(OfflineAssistant.Key), "How many days between 2026-01-01 and 2026-01-31?");

        Assert.StartsWith("**30 days** from Thursday, 1 January 2026", reply.Text, StringComparison.Ordinal);
        Assert.StartsWith("Counted through the calendar", reply.Reasoning, StringComparison.Ordinal);
        Assert.Equal(WordSplitter.Split(reply.Text).Count() + WordSplitter.Split(reply.Reasoning).Count() + 1, reply.Updates);
        Assert.Equal(ChatFinishReason.Stop, reply.Finish);
        Assert.True(EstimatedUsage.IsEstimate(reply.Usage!));
        Assert.InRange(reply.Usage!.Details.OutputTokenCount!.Value, 30, 200);
    }

    [Fact]
    public async Task Stream_TokenLimit_EndsThereAndContinueGivesTheRest()
    {
        await using var host = ModelsHost.Create();
        var client = host.Client(OfflineAssistant.Key);
        const string Question = "Make a table of the numbers 1 to 10 with squares and cubes";
        var whole = await Reply.ReadAsync(client, Question);

        var cut = await Reply.ReadAsync(client, Question, new ChatOptions { MaxOutputTokens = 40 });
        var rest = await client.GetResponseAsync(
            [new(ChatRole.User, Question), new(ChatRole.Assistant, cut.Text), new(ChatRole.User, "Continue exactly where you stopped.")],
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(ChatFinishReason.Length, cut.Finish);
        Assert.InRange(cut.Usage!.Details.OutputTokenCount!.Value, 30, 40);
        Assert.Equal(whole.Text, cut.Text + rest.Text);
    }

    [Fact]
    public async Task Stream_NewQuestionAfterACutReply_IsAnswered()
    {
        await using var host = ModelsHost.Create();

        var response = await host.Client(OfflineAssistant.Key).GetResponseAsync(
            [new(ChatRole.User, "Make a table of the numbers 1 to 10 with squares"), new(ChatRole.Assistant, "| Number |"), new(ChatRole.User, "What is 2 + 2?")],
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("2 + 2 = **4**", response.Text);
    }

    [Fact]
    public async Task Stream_Cancelled_StopsBeforeTheNextWord()
    {
        await using var host = ModelsHost.Create(("Offline:TokensPerSecond", "0.01"));
        using var stop = new CancellationTokenSource();
        var text = "";

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in host.Client(OfflineAssistant.Key).GetStreamingResponseAsync("help", cancellationToken: stop.Token))
            {
                text += update.Text;
                await stop.CancelAsync();
            }
        });

        Assert.Equal("I ", text);
    }

    [Fact]
    public async Task NextAsync_LateWords_DoNotMoveTheSchedule()
    {
        var time = new LeapingTime();
        var pace = new WordPace(wordsPerSecond: 10, time);

        for (var word = 0; word <= 100; word++)
        {
            await pace.NextAsync(TestContext.Current.CancellationToken);
            // Each word takes its reader 70 of the 100 ms.
            time.Leap(TimeSpan.FromMilliseconds(70));
        }

        Assert.Equal(TimeSpan.FromSeconds(10.07), time.Elapsed);
    }

    [Fact]
    public void Split_AnyText_JoinsToTheSame()
    {
        const string Text = "  Two words\n\n東京は日本の首都です。ここは一つの長い文です。🌍🌍🌍🌍🌍🌍🌍🌍🌍🌍 end";

        Assert.Equal(Text, string.Concat(WordSplitter.Split(Text)));
        Assert.All(WordSplitter.Split(Text), word => Assert.False(char.IsHighSurrogate(word[^1])));
    }
}
