using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Chat;

/// <summary>What a reader thinks of a reply.</summary>
public sealed class RateReplyTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;
    private SendReceipt _asked = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
        _asked = await _host.AnsweredAsync(_ada, "question", "answer");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Run_OpinionWithNote_IsInTheTranscriptUntilItIsTakenBack()
    {
        await RateAsync(_ada, new(_asked.MessageId, MessageFeedback.Bad, "  Too long. "));
        var rated = (await _host.TranscriptAsync(_ada, _asked.ConversationId))[1];
        Assert.Equal((MessageFeedback.Bad, "Too long."), (rated.Feedback, rated.FeedbackNote));

        await RateAsync(_ada, new(_asked.MessageId, Feedback: null, " "));
        var unrated = (await _host.TranscriptAsync(_ada, _asked.ConversationId))[1];
        Assert.Equal((null, null), (unrated.Feedback, unrated.FeedbackNote));
    }

    [Fact]
    public async Task Run_ForeignQuestionOrLongNote_IsRefused()
    {
        var bob = await _host.AddUserAsync("bob@example.test");

        Assert.Equal("not_found", (await RateAsync(bob, new(_asked.MessageId, MessageFeedback.Good))).Error?.Code);
        Assert.Equal("not_found", (await RateAsync(_ada, new(_asked.UserMessageId, MessageFeedback.Good))).Error?.Code);
        Assert.Equal("note_too_long", (await RateAsync(_ada, new(_asked.MessageId, MessageFeedback.Good, new string('x', 2001)))).Error?.Code);
        Assert.Null((await _host.TranscriptAsync(_ada, _asked.ConversationId))[1].Feedback);
    }

    [Fact]
    public async Task Details_AnsweredReply_TellModelTokensAndTimes()
    {
        var details = await _host.Get<ReadReplyDetails>().RunAsync(_ada, _asked.MessageId, CancellationToken.None);
        var foreign = await _host.Get<ReadReplyDetails>().RunAsync(await _host.AddUserAsync("bob@example.test"), _asked.MessageId, CancellationToken.None);

        Assert.NotNull(details.Value!.Model);
        Assert.True(details.Value.Usage!.OutputTokens > 0);
        Assert.NotNull(details.Value.Duration);
        Assert.NotNull(details.Value.FirstToken);
        Assert.Equal(1, details.Value.Runs);
        Assert.Equal("not_found", foreign.Error?.Code);
    }

    private Task<Core.Results.Result<Guid>> RateAsync(Guid user, RateReplyInput input) => _host.Get<RateReply>().RunAsync(user, input, CancellationToken.None);
}
