using AgentWeb.Core.Context.Citations;

namespace AgentWeb.Tests.Context.Citations;

public sealed class CitationMarkTests
{
    [Theory]
    [InlineData("Three months [1].", "1")]
    [InlineData("So [1][2] and [3, 12] or [4,5].", "1 2 3,12 4,5")]
    [InlineData("[1] first of the line", "1")]
    [InlineData("a[0] x[1000] [a] [1a] [] [1, ] [1", "")]
    [InlineData("[1](https://example.test) and [2]: target", "")]
    [InlineData("\\[1] `list[1]` ``a ` [2]``", "")]
    [InlineData("```\nlist[1]\n``` [2]", "2")]
    [InlineData("```\nlist[1]", "")]
    [InlineData("a ` lone tick [1]", "1")]
    public void In_Text_FindsReferencesOnly(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', CitationMark.In(text).Select(mark => string.Join(',', mark.Numbers))));

    [Theory]
    [InlineData("Three months [1]. Then [2][3] more.", "Three months. Then more.")]
    [InlineData("`[1]` stays", "`[1]` stays")]
    public void Without_Text_HasNoReferences(string text, string expected) => Assert.Equal(expected, CitationMark.Without(text));

    [Theory]
    [InlineData("It rains. Notice is three months [1]. It snows.", "Notice is three months")]
    [InlineData("It rains. Notice is three months. [1] It snows.", "Notice is three months")]
    [InlineData("It rains [1][2].", "It rains")]
    [InlineData("It rains [1]. **Notice** is long [2].", "**Notice** is long")]
    [InlineData("Intro:\n- Notice is long [1]", "- Notice is long")]
    [InlineData("[1] Notice is long.\nIt rains.", " Notice is long")]
    public void At_Mark_IsTheSentenceItStandsAt(string text, string expected) =>
        Assert.Equal(expected, CitedSentence.At(text, CitationMark.In(text).Last()).ToString());
}
