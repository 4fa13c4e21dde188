namespace AgentWeb.Tests.Models.Offline;

public sealed class ArithmeticSkillTests
{
    [Theory]
    [InlineData("What is 17.5% of 2,340?", "17.5% of 2,340 = **409.5**")]
    [InlineData("what's the square root of 144?", "sqrt(144) = **12**")]
    [InlineData("Calculate 3 plus 4 times 2, please", "`3 + 4 * 2` = **11**")]
    [InlineData("How much is 20% off 50?", "50 - 20% = **40**")]
    [InlineData("12 divided by 4 =", "12 / 4 = **3**")]
    [InlineData("15 squared", "`15^2` = **225**")]
    [InlineData("3 x 4", "`3*4` = **12**")]
    [InlineData("1/3", "1/3 ≈ **0.3333333333**\n\nRounded to ten decimals.")]
    [InlineData("100/0", "`100/0` has no result: it divides by zero.")]
    [InlineData("10^40", "`10^40` has no result: a number in it has more than 28 digits, which is more than I can hold.")]
    [InlineData("1/1000000000", "1/1000000000 = **1E-9**")]
    public void Say_Calculation_IsAnswered(string question, string answer) => Assert.Equal(answer, OfflineConversation.Ask(question));

    [Fact]
    public void Say_SeveralOperations_ExplainsTheOrder()
    {
        var conversation = new OfflineConversation();

        conversation.Say("(2 + 3)^2 / sqrt(16)");

        Assert.Equal("I read this as `(2 + 3)^2 / sqrt(16)`: 4 operations, powers first, then products, then sums.", conversation.Reasoning);
    }
}
