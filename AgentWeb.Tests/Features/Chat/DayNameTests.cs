using AgentWeb.Features.Chat;

namespace AgentWeb.Tests.Features.Chat;

public sealed class DayNameTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 1, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void Above_FirstMessageOfToday_IsNothing() => Assert.Null(DayName.Above(Now, before: null, Now));

    [Fact]
    public void Above_JustSentBehindYesterday_IsToday() => Assert.Equal("Today", DayName.Above(sent: null, Now.AddHours(-2), Now));

    [Fact]
    public void Above_SameDayWhereTheReaderIs_IsNothing()
        => Assert.Null(DayName.Above(Now.ToUniversalTime(), Now.AddMinutes(-59).ToUniversalTime(), Now));

    [Theory]
    [InlineData(-2, "Yesterday")]
    [InlineData(-50, "Tuesday")]
    [InlineData(-24 * 30, "21 October 2026")]
    public void Above_EarlierDay_IsNamed(int hours, string name) => Assert.Equal(name, DayName.Above(Now.AddHours(hours), before: null, Now));
}
