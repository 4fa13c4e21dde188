using AgentWeb.Features.Chat;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Features.Chat;

public sealed class DayNameTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 1, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void Above_FirstMessageOfToday_IsNothing() => Assert.Null(Above(Now, before: null));

    [Fact]
    public void Above_JustSentBehindYesterday_IsToday() => Assert.Equal("Today", Above(sent: null, Now.AddHours(-2)));

    [Fact]
    public void Above_SameDayWhereTheReaderIs_IsNothing() => Assert.Null(Above(Now.ToUniversalTime(), Now.AddMinutes(-59).ToUniversalTime()));

    [Theory]
    [InlineData(-2, "Yesterday", "en")]
    [InlineData(-50, "Tuesday", "en")]
    [InlineData(-24 * 30, "21 October 2026", "en")]
    [InlineData(-2, "Gestern", "de")]
    [InlineData(-50, "Dienstag", "de")]
    [InlineData(-24 * 30, "21. Oktober 2026", "de")]
    public void Above_EarlierDay_IsNamed(int hours, string name, string language) =>
        Assert.Equal(name, Above(Now.AddHours(hours), before: null, language));

    private static string? Above(DateTimeOffset? sent, DateTimeOffset? before, string language = "en") =>
        Spoken.In(language, words => DayName.Above(sent, before, Now, words));
}
