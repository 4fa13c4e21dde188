using AgentWeb.Core.Models;

namespace AgentWeb.Tests.Models;

public sealed class TokenEstimateTests
{
    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 11)]
    [InlineData("東京は日本の首都です。", 11)]
    [InlineData("Москва – столица", 7)]
    [InlineData("😀", 2)]
    public void Of_Text_IsAboutWhatTokenizersCount(string? text, int tokens) => Assert.Equal(tokens, TokenEstimate.Of(text));
}
