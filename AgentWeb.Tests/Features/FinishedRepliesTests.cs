using AgentWeb.Core.Conversations;
using AgentWeb.Features.History;

namespace AgentWeb.Tests.Features;

public sealed class FinishedRepliesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ConversationStatus.Thinking, 2, ConversationStatus.Idle, 2, true)]
    [InlineData(ConversationStatus.Thinking, 2, ConversationStatus.Error, 2, true)]
    [InlineData(ConversationStatus.Queued, 2, ConversationStatus.Idle, 2, true)] // It began and ended between two looks.
    [InlineData(ConversationStatus.Idle, 2, ConversationStatus.Idle, 4, true)] // So did the message that asked for it.
    [InlineData(ConversationStatus.Idle, 2, ConversationStatus.Idle, 2, false)]
    [InlineData(ConversationStatus.Error, 4, ConversationStatus.Idle, 2, false)] // A message was deleted.
    [InlineData(ConversationStatus.Idle, 2, ConversationStatus.Thinking, 4, false)]
    [InlineData(ConversationStatus.Queued, 2, ConversationStatus.Thinking, 2, false)]
    public void HasFinished_BetweenTwoLooks_IsSeen(ConversationStatus before, int messagesBefore, ConversationStatus after, int messages, bool finished) =>
        Assert.Equal(finished, FinishedReplies.HasFinished(Conversation(before, messagesBefore), Conversation(after, messages), Now));

    [Theory]
    [InlineData(5, true, ConversationStatus.Idle, true)]
    [InlineData(5, true, ConversationStatus.Thinking, false)]
    [InlineData(3600, true, ConversationStatus.Idle, false)] // It was restored.
    [InlineData(5, false, ConversationStatus.Idle, false)] // It was branched off, or imported.
    public void HasFinished_NeverSeenBefore_OnlyWhenItBeganJustNow(int ageSeconds, bool replied, ConversationStatus status, bool finished) =>
        Assert.Equal(finished, FinishedReplies.HasFinished(before: null, Conversation(status, messages: 2, ageSeconds) with { RepliedAt = replied ? Now : null }, Now));

    private static ConversationSummary Conversation(ConversationStatus status, int messages, int ageSeconds = 100) =>
        new(Guid.Empty, "Title", status, messages, Now.AddSeconds(-ageSeconds), Now);
}
