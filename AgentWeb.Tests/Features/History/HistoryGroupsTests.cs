using AgentWeb.Core.Conversations;
using AgentWeb.Features.History;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Features.History;

public sealed class HistoryGroupsTests
{
    /// <summary>One in the morning where the reader is; where the server is it is still the day before.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 1, 0, 0, TimeSpan.FromHours(2));

    [Theory]
    [InlineData(0, "Today", "Heute")]
    [InlineData(1, "Today", "Heute")] // A clock that goes ahead.
    [InlineData(-1, "Today", "Heute")]
    [InlineData(-2, "Yesterday", "Gestern")] // At eleven in the evening.
    [InlineData(-25, "Yesterday", "Gestern")]
    [InlineData(-26, "Previous 7 days", "Letzte 7 Tage")]
    [InlineData(-169, "Previous 7 days", "Letzte 7 Tage")]
    [InlineData(-170, "Older", "Älter")]
    public void NameOf_Age_IsTheDayWhereTheReaderIs(int hours, string english, string german)
    {
        var conversation = Conversation(Now.AddHours(hours).ToUniversalTime());

        Assert.Equal(english, Spoken.In("en", words => HistoryGroups.NameOf(conversation, Now, words)));
        Assert.Equal(german, Spoken.In("de", words => HistoryGroups.NameOf(conversation, Now, words)));
    }

    [Fact]
    public void NameOf_PinnedOne_IsPinnedHoweverOldItIs() =>
        Assert.Equal("Pinned", Spoken.In("en", words => HistoryGroups.NameOf(Conversation(Now.AddYears(-3)) with { Pinned = true }, Now, words)));

    [Theory]
    [InlineData(-1, "00:00")]
    [InlineData(-2, "19 Nov")]
    [InlineData(-24 * 400, "Oct 2025")]
    public void ShortDate_Age_IsATimeADayOrAMonth(int hours, string shown) =>
        Assert.Equal(shown, Spoken.In("en", words => HistoryGroups.ShortDate(Now.AddHours(hours).ToUniversalTime(), Now, words)));

    private static ConversationSummary Conversation(DateTimeOffset at) => new(Guid.Empty, "Title", ConversationStatus.Idle, 2, at, at);
}
