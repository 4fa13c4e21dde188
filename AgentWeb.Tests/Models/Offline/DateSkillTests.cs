namespace AgentWeb.Tests.Models.Offline;

/// <summary>On Thursday, 20 November 2025.</summary>
public sealed class DateSkillTests
{
    [Theory]
    [InlineData("How many days until the end of the year?", "**41 days** from today, Thursday, 20 November 2025, to Wednesday, 31 December 2025. That is 5 weeks and 6 days.")]
    [InlineData("how many weeks until Christmas", "**35 days** from today, Thursday, 20 November 2025, to Thursday, 25 December 2025. That is exactly 5 weeks.")]
    [InlineData("days between 1 March 2026 and 2026-05-01", "**61 days** from Sunday, 1 March 2026, to Friday, 1 May 2026. That is 8 weeks and 5 days.")]
    [InlineData("How many days since January 1st, 2025?", "**323 days** from Wednesday, 1 January 2025, to today, Thursday, 20 November 2025. That is 46 weeks and 1 day.")]
    [InlineData("days until tomorrow", "**1 day** from today, Thursday, 20 November 2025, to Friday, 21 November 2025.")]
    [InlineData("days until 20.11.2025", "Both are the same day: Thursday, 20 November 2025.")]
    [InlineData("days until 25/12/2025", "**35 days** from today, Thursday, 20 November 2025, to Thursday, 25 December 2025. That is exactly 5 weeks.")]
    [InlineData("How many days until 3/4/2026?", "I could not read “3/4/2026” as a date. Write it like `2026-03-01` or `1 March 2026`.")]
    [InlineData("How many days until 30.02.2026?", "I could not read “30.02.2026” as a date. Write it like `2026-03-01` or `1 March 2026`.")]
    [InlineData("What date is 3 weeks from now?", "**Thursday, 11 December 2025** is 3 weeks after today, Thursday, 20 November 2025.")]
    [InlineData("add 90 days to 1 March 2026", "**Saturday, 30 May 2026** is 90 days after Sunday, 1 March 2026.")]
    [InlineData("subtract 1 month from 2026-03-31", "**Saturday, 28 February 2026** is 1 month before Tuesday, 31 March 2026.")]
    [InlineData("10 days before Christmas", "**Monday, 15 December 2025** is 10 days before Thursday, 25 December 2025.")]
    [InlineData("What was the date 2 weeks ago?", "**Thursday, 6 November 2025** is 2 weeks before today, Thursday, 20 November 2025.")]
    [InlineData("what date will it be in a year", "**Friday, 20 November 2026** is 1 year after today, Thursday, 20 November 2025.")]
    [InlineData("999999 years from now", "My calendar ends before 999,999 years after Thursday, 20 November 2025: it knows the years 1 to 9999.")]
    [InlineData("What day of the week was 14 July 1789?", "**Tuesday, 14 July 1789**, 86,326 days ago.")]
    [InlineData("what date is next Friday?", "**Friday, 21 November 2025**, in 1 day.")]
    [InlineData("Which day was last thursday", "**Thursday, 13 November 2025**, 7 days ago.")]
    [InlineData("What day is it today?", "It is **Thursday, 20 November 2025**, 14:05 on the server's clock (UTC). That is week 47, day 324 of the year.")]
    [InlineData("what time is it", "It is **Thursday, 20 November 2025**, 14:05 on the server's clock (UTC). That is week 47, day 324 of the year.")]
    public void Say_DateQuestion_IsAnswered(string question, string answer) => Assert.Equal(answer, OfflineConversation.Ask(question));
}
