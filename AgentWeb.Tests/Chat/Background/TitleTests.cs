using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Chat.Background;

/// <summary>A title is written after the first exchange, behind everything that somebody waits for.</summary>
public sealed class TitleTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private ChatHost _host = null!;
    private Guid _ada;

    public async ValueTask InitializeAsync()
    {
        _database = new();
        _host = await ChatHost.StartOnAsync(_database, ("Chat:GenerateTitles", "true"), ("Queue:MaxConcurrency", "1"));
        _ada = await _host.AddUserAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task FirstReply_Ended_TheModelIsAskedForATitle()
    {
        var sent = await AnsweredAsync("How do I prune roses in spring?", "Cut above a bud.");

        var call = await _host.Model.NextCallAsync();
        Assert.Equal(["How do I prune roses in spring?", "Cut above a bud."], call.Messages.Take(2).Select(m => m.Text));
        Assert.Contains("title", call.Messages[^1].Text, StringComparison.Ordinal);
        call.Say("**Title: “Pruning ", "Roses”**\n").End();

        await Eventually.TrueAsync(async () => (await ConversationAsync(sent)).TitleSource == TitleSource.Model, "the title was not stored");
        Assert.Equal("Pruning Roses", (await ConversationAsync(sent)).Title);
        Assert.Equal(["How do I prune roses in spring?", "Cut above a bud."], (await _host.TranscriptAsync(_ada, sent.ConversationId)).Select(m => m.Text));
    }

    [Fact]
    public async Task SecondReply_Ended_TheModelIsNotAskedAgain()
    {
        var sent = await AnsweredAsync("one", "1");
        (await _host.Model.NextCallAsync()).Say("Numbers").End();

        await AnsweredAsync("two", "2", sent.ConversationId);
        await AnsweredAsync("three", "3", sent.ConversationId);

        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.Equal(1, await db.Jobs.CountAsync(j => j.Kind == JobKind.Title));
        Assert.False(_host.Model.HasUnreadCall);
    }

    [Fact]
    public async Task Rename_WhileTheTitleIsWritten_ThePersonsStays()
    {
        var sent = await AnsweredAsync("one", "1");
        var call = await _host.Model.NextCallAsync();

        await _host.Get<ChangeConversation>().RunAsync(_ada, new(sent.ConversationId, Title: "Mine"), CancellationToken.None);
        call.Say("Theirs").End();
        await JobEndsAsync();

        Assert.Equal("Mine", (await ConversationAsync(sent)).Title);
    }

    [Fact]
    public async Task Title_Failing_LeavesTheFirstWordsAndTheReply()
    {
        var sent = await AnsweredAsync("one", "1");
        (await _host.Model.NextCallAsync()).Fail(new InvalidOperationException("No."));
        await JobEndsAsync();

        Assert.Equal("one", (await ConversationAsync(sent)).Title);
        Assert.Equal(MessageStatus.Complete, (await _host.MessageAsync(sent.MessageId)).Status);
        Assert.Equal(ConversationStatus.Idle, (await _host.Get<GetConversation>().RunAsync(_ada, sent.ConversationId, CancellationToken.None)).Value!.Status);
    }

    [Fact]
    public async Task Title_Waiting_HasNoPlaceAndLetsEverybodyPass()
    {
        var first = await _host.SendAsync(_ada, "one");
        var call = await _host.Model.NextCallAsync();
        var second = await _host.SendAsync(_ada, "two");
        var third = await _host.SendAsync(_ada, "three");
        call.Say("1").End();
        await _host.EndOfAsync(first);
        var next = await _host.Model.NextCallAsync();

        Assert.Equal(1, (await _host.Get<PlaceInQueue>().RunAsync(third.RunId, CancellationToken.None)).Position);
        var queue = await _host.Get<ReadQueue>().RunAsync(CancellationToken.None);
        Assert.Equal(0, Assert.Single(queue.Jobs, j => j.Kind == JobKind.Title).Position);
        next.Say("2").End();
        await _host.EndOfAsync(second);
        Assert.Equal("three", (await _host.Model.NextCallAsync()).Messages[^1].Text);
    }

    [Fact]
    public async Task Restart_WhileTheTitleIsWritten_ItIsWrittenAfterwards()
    {
        var sent = await AnsweredAsync("one", "1");
        await _host.Model.NextCallAsync();
        await _host.DisposeAsync();

        _host = await ChatHost.StartOnAsync(_database, ("Chat:GenerateTitles", "true"));
        (await _host.Model.NextCallAsync()).Say("Numbers").End();

        await Eventually.TrueAsync(async () => (await ConversationAsync(sent)).Title == "Numbers", "the title was not stored");
        Assert.Equal(MessageStatus.Complete, (await _host.MessageAsync(sent.MessageId)).Status);
    }

    private async Task<SendReceipt> AnsweredAsync(string question, string answer, Guid? conversationId = null)
    {
        var sent = await _host.SendAsync(_ada, question, conversationId);
        (await _host.Model.NextCallAsync()).Say(answer).End();
        await _host.EndOfAsync(sent);
        return sent;
    }

    private async Task JobEndsAsync()
    {
        await using var db = await _host.Contexts.CreateDbContextAsync();
        var runId = await db.Jobs.Where(j => j.Kind == JobKind.Title).Select(j => j.RunId).SingleAsync();
        await _host.Get<RunRegistry>().Find(runId)!.Ended.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private async Task<Conversation> ConversationAsync(SendReceipt sent)
    {
        await using var db = await _host.Contexts.CreateDbContextAsync();
        return await db.Conversations.AsNoTracking().SingleAsync(c => c.Id == sent.ConversationId);
    }
}
