using AgentWeb.Core.Chat.Background;

namespace AgentWeb.Tests.Chat.Background;

/// <summary>However a model dresses a title up, it is a title.</summary>
public sealed class WrittenTitleTests
{
    [Theory]
    [InlineData("Pruning Roses", "Pruning Roses")]
    [InlineData("\"Pruning Roses.\"", "Pruning Roses")]
    [InlineData("# **Title:** „Rosen schneiden“", "Rosen schneiden")]
    [InlineData("\n\n  Roses \t and   thorns \nMore words", "Roses and thorns")]
    [InlineData("***\nRoses", "Roses")]
    [InlineData("", "")]
    [InlineData("\"\"\n--", "")]
    public void From_AnyDress_IsThePlainTitle(string written, string title) => Assert.Equal(title, WrittenTitle.From(written));

    [Fact]
    public void From_Long_IsCutAtAWord()
    {
        var title = WrittenTitle.From(string.Join(' ', Enumerable.Repeat("seven77", 40)));

        Assert.InRange(title.Length, 60, 81);
        Assert.EndsWith("seven77…", title, StringComparison.Ordinal);
    }
}
