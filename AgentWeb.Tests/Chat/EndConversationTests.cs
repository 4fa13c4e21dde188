using AgentWeb.Core.Chat;
using AgentWeb.Core.Chat.Queue;
using AgentWeb.Core.Chat.Runs;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Models;
using AgentWeb.Core.Search;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Chat;

/// <summary>Ending with a summary, reopening, and taking the summary along.</summary>
public sealed class EndConversationTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;
    private SendReceipt _sent = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
        _sent = await _host.SendAsync(_ada, "Which roses?");
        (await _host.Model.NextCallAsync()).Say("Red ones.").End();
        await _host.EndOfAsync(_sent);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task End_AnsweredConversation_IsSummarisedByTheModelAndTakesNoMessage()
    {
        var ending = EndAsync();
        var call = await _host.Model.NextCallAsync();
        Assert.Equal(["Which roses?", "Red ones."], call.Messages.Take(2).Select(m => m.Text));
        call.Say("**Goal**\n\nRoses").End();

        Assert.Equal("**Goal**\n\nRoses", (await ending).Value!.Summary);
        Assert.Equal("session_ended", (await TrySendAsync()).Error?.Code);
        Assert.Equal("session_ended", (await _host.Get<RegenerateReply>().RunAsync(_ada, new(_sent.MessageId), CancellationToken.None)).Error?.Code);
        Assert.Equal("session_ended", (await _host.Get<EditMessage>().RunAsync(_ada, new(_sent.UserMessageId, "x"), CancellationToken.None)).Error?.Code);
        Assert.Equal(ConversationStatus.Ended, (await SummaryAsync()).Status);
        Assert.Equal(2, (await SummaryAsync()).MessageCount);
        Assert.Equal("**Goal**\n\nRoses", (await EndAsync()).Value!.Summary);
    }

    [Fact]
    public async Task End_ModelFailing_IsSummarisedFromWhatWasSaid()
    {
        var ending = EndAsync();
        (await _host.Model.NextCallAsync()).Fail(new ModelException(ModelErrorCode.Authentication, "No key."));

        var summary = (await ending).Value!.Summary!;

        Assert.Contains("> Which roses?", summary, StringComparison.Ordinal);
        Assert.Contains("> Red ones.", summary, StringComparison.Ordinal);
        Assert.Contains("None.", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_WaitingLongerThanReplies_IsStillSummarised()
    {
        await _host.Get<PauseQueue>().RunAsync(_ada, paused: true, CancellationToken.None);
        var end = await _host.Get<EndConversation>().RunAsync(_ada, _sent.ConversationId, TimeSpan.Zero, CancellationToken.None);
        Assert.Null(end.Value!.Summary);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        var longAgo = TimeProvider.System.GetUtcNow().AddDays(-1);
        await db.Jobs.Where(j => j.Kind == JobKind.Summary).ExecuteUpdateAsync(set => set.SetProperty(j => j.WaitingSince, longAgo));

        await _host.Get<QueueTimeouts>().RunOnceAsync(CancellationToken.None);
        await _host.Get<PauseQueue>().RunAsync(_ada, paused: false, CancellationToken.None);

        (await _host.Model.NextCallAsync()).Say("Late.").End();
        await Eventually.TrueAsync(async () => (await EndAsync()).Value!.Summary == "Late.", "the summary was not written");
    }

    [Fact]
    public async Task Reopen_EndedConversation_TakesMessagesAgain()
    {
        await EndedAsync("Done.");

        var reopened = await _host.Get<ReopenConversation>().RunAsync(_ada, _sent.ConversationId, CancellationToken.None);

        Assert.Equal(ConversationStatus.Idle, reopened.Value!.Status);
        Assert.True((await TrySendAsync()).Succeeded);
    }

    [Fact]
    public async Task End_RunningEmptyOrForeign_IsRefused()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        var empty = await _host.Get<CreateConversation>().RunAsync(_ada, title: null, CancellationToken.None);
        await _host.SendAsync(_ada, "And why?", _sent.ConversationId);
        _ = await _host.Model.NextCallAsync(); // It has left the queue.
        var end = _host.Get<EndConversation>();

        Assert.Equal("reply_running", (await EndAsync()).Error?.Code);
        Assert.Equal("not_found", (await end.RunAsync(bob, _sent.ConversationId, TimeSpan.Zero, CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await end.RunAsync(_ada, empty.Value!.Id, TimeSpan.Zero, CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await _host.Get<ReopenConversation>().RunAsync(bob, _sent.ConversationId, CancellationToken.None)).Error?.Code);
        Assert.Equal(ConversationStatus.Thinking, (await SummaryAsync()).Status);
    }

    [Fact]
    public async Task CarryFrom_EndedConversation_TheModelGetsItsSummaryFirst()
    {
        await EndedAsync("Roses are red.");

        var sent = await _host.Get<SendMessage>().RunAsync(
            _ada, new("Go on.", Opening: new(Instructions: "Be brief.", CarryFrom: _sent.ConversationId)), CancellationToken.None);

        var call = await _host.Model.NextCallAsync();
        Assert.Equal(["Be brief.", "This conversation goes on from an earlier one. Its summary:\n\nRoses are red.", "Go on."], call.Messages.Select(m => m.Text));
        Assert.Equal(["system", "system", "user"], call.Messages.Select(m => m.Role.Value));
        Assert.NotEqual(_sent.ConversationId, sent.Value!.ConversationId);
    }

    [Fact]
    public async Task CarryFrom_OpenOrForeignConversation_IsRefusedAndNothingIsStored()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        await EndedAsync("Secret.");

        var foreign = await _host.Get<SendMessage>().RunAsync(bob, new("Tell me.", Opening: new(CarryFrom: _sent.ConversationId)), CancellationToken.None);

        Assert.Equal("summary_missing", foreign.Error?.Code);
        await using var db = await _host.Contexts.CreateDbContextAsync();
        Assert.False(await db.Conversations.AnyAsync(c => c.OwnerId == bob));
    }

    [Fact]
    public async Task Settings_OfTheConversation_AreWhatTheModelIsAskedWith()
    {
        var change = _host.Get<ChangeConversation>();
        await change.RunAsync(
            _ada, new(_sent.ConversationId, Settings: new() { Instructions = "Rhyme.", Temperature = 0.25, MaxOutputTokens = 77 }), CancellationToken.None);

        await TrySendAsync();

        var call = await _host.Model.NextCallAsync();
        Assert.Equal("Rhyme.", call.Messages[0].Text);
        Assert.Equal(0.25f, call.Options?.Temperature);
        Assert.Equal(77, call.Options?.MaxOutputTokens);
        var tooHot = await change.RunAsync(_ada, new(_sent.ConversationId, Settings: new() { Temperature = 2.1 }), CancellationToken.None);
        Assert.Equal("temperature_invalid", tooHot.Error?.Code);
        var tooLong = await change.RunAsync(_ada, new(_sent.ConversationId, Settings: new() { Instructions = new('x', 8_001) }), CancellationToken.None);
        Assert.Equal("instructions_too_long", tooLong.Error?.Code);
    }

    [Fact]
    public async Task Temporary_Conversation_IsInNoHistoryAndPurgedADayAfterItsLastUse()
    {
        var sent = await _host.Get<SendMessage>().RunAsync(_ada, new("Psst.", Opening: new(Temporary: true)), CancellationToken.None);
        var id = sent.Value!.ConversationId;
        (await _host.Model.NextCallAsync()).Say("Yes?").End();
        await _host.EndOfAsync(sent.Value);

        var listed = await _host.Get<ListConversations>().RunAsync(_ada, after: null, take: 10, CancellationToken.None);
        Assert.Equal([_sent.ConversationId], listed.Items.Select(c => c.Id));
        var found = await _host.Get<SearchConversations>().RunAsync(_ada, new("psst"), after: null, take: 10, CancellationToken.None);
        Assert.Empty(found.Items);
        Assert.Equal(["Psst.", "Yes?"], (await _host.TranscriptAsync(_ada, id)).Select(m => m.Text));

        await using var db = await _host.Contexts.CreateDbContextAsync();
        await _host.Get<PurgeConversations>().RunOnceAsync(CancellationToken.None);
        Assert.True(await db.Conversations.AnyAsync(c => c.Id == id));
        var aDayAgo = TimeProvider.System.GetUtcNow().AddHours(-25);
        await db.Conversations.ExecuteUpdateAsync(set => set.SetProperty(c => c.LastActiveAt, aDayAgo));
        await _host.Get<PurgeConversations>().RunOnceAsync(CancellationToken.None);
        Assert.Equal([_sent.ConversationId], await db.Conversations.Select(c => c.Id).ToListAsync());
    }

    private Task<AgentWeb.Core.Results.Result<EndReceipt>> EndAsync() =>
        _host.Get<EndConversation>().RunAsync(_ada, _sent.ConversationId, TimeSpan.FromSeconds(20), CancellationToken.None);

    private async Task EndedAsync(string summary)
    {
        var ending = EndAsync();
        (await _host.Model.NextCallAsync()).Say(summary).End();
        Assert.Equal(summary, (await ending).Value!.Summary);
    }

    private Task<AgentWeb.Core.Results.Result<SendReceipt>> TrySendAsync() =>
        _host.Get<SendMessage>().RunAsync(_ada, new("More?", _sent.ConversationId), CancellationToken.None);

    private async Task<ConversationSummary> SummaryAsync() =>
        (await _host.Get<GetConversation>().RunAsync(_ada, _sent.ConversationId, CancellationToken.None)).Value!;
}
