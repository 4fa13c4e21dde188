using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Chat;

/// <summary>Conversations that start from a message of another one.</summary>
public sealed class BranchConversationTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;
    private SendReceipt _first = null!;
    private SendReceipt _second = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
        _first = await _host.AnsweredAsync(_ada, "question", "answer");
        _second = await _host.AnsweredAsync(_ada, "follow-up", "more", _first.ConversationId);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Run_ReplyInTheMiddle_CopiesWhatLeadsToIt()
    {
        await _host.Get<RateReply>().RunAsync(_ada, new(_first.MessageId, MessageFeedback.Good), CancellationToken.None);

        var branch = await BranchAsync(_ada, _first.MessageId);

        var copied = await _host.TranscriptAsync(_ada, branch.Value);
        Assert.Equal(["question", "answer"], copied.Select(m => m.Text));
        Assert.Equal([1, 2], copied.Select(m => m.Seq));
        Assert.Equal(copied[0].Id, copied[1].ParentId);
        Assert.Null(copied[1].Feedback);
        Assert.Equal("Branch of question", (await _host.Get<GetConversation>().RunAsync(_ada, branch.Value, CancellationToken.None)).Value!.Title);
        Assert.Equal(["question", "answer", "follow-up", "more"], (await _host.TranscriptAsync(_ada, _first.ConversationId)).Select(m => m.Text));
    }

    [Fact]
    public async Task Run_MessageOffTheActivePath_CopiesItsOwnPath()
    {
        var edited = await _host.Get<EditMessage>().RunAsync(_ada, new(_first.MessageId, "another answer"), CancellationToken.None);
        Assert.True(edited.Succeeded);

        var branch = await BranchAsync(_ada, _second.MessageId);

        Assert.Equal(["question", "answer", "follow-up", "more"], (await _host.TranscriptAsync(_ada, branch.Value)).Select(m => m.Text));
    }

    [Fact]
    public async Task Run_Branch_GoesOnByItself()
    {
        var branch = await BranchAsync(_ada, _first.MessageId);

        await _host.SendAsync(_ada, "elsewhere", branch.Value);

        Assert.Equal(["question", "answer", "elsewhere"], (await _host.Model.NextCallAsync()).Messages.Select(m => m.Text));
        Assert.Equal(4, (await _host.TranscriptAsync(_ada, _first.ConversationId)).Count);
    }

    [Fact]
    public async Task Run_ForeignOrRunning_IsRefused()
    {
        var bob = await _host.AddUserAsync("bob@example.test");
        var running = await _host.SendAsync(_ada, "runs", _first.ConversationId);

        Assert.Equal("not_found", (await BranchAsync(bob, _first.MessageId)).Error?.Code);
        Assert.Equal("reply_running", (await BranchAsync(_ada, running.MessageId)).Error?.Code);
    }

    private Task<Core.Results.Result<Guid>> BranchAsync(Guid user, Guid message) => _host.Get<BranchConversation>().RunAsync(user, message, CancellationToken.None);
}
