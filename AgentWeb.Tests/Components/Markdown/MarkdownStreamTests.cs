using AgentWeb.Components.Markdown;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Components.Markdown;

public sealed class MarkdownStreamTests
{
    [Fact]
    public void Complete_AnyTextCutAnywhere_EqualsTheWhole()
        => Prop.ForAll(HostileMarkdown.Texts, text => Same(text.Text, StreamedHtml.Of(text.Parts()))).Check(HostileMarkdown.Config);

    [Fact]
    public void Complete_AnyTextCutAnywhereAndNothingSealed_EqualsTheWhole()
        => Prop.ForAll(HostileMarkdown.Texts, text => Same(text.Text, StreamedHtml.Of(text.Parts(), maxSealed: 0))).Check(HostileMarkdown.Config);

    [Fact]
    public void Complete_AnyTextCharacterByCharacter_EqualsTheWhole()
        => Prop.ForAll(HostileMarkdown.Texts, text => Same(text.Text, StreamedHtml.Of(text.Text.Select(c => c.ToString()), maxSealed: 0))).Check(HostileMarkdown.Config);

    [Theory]
    [InlineData("$0 \nd $")]
    [InlineData("a $0 \nd $")]
    [InlineData("a $0 \nd $ and *more*\nhere")]
    [InlineData("$0  \nd $ $1 \n$")]
    [InlineData("\\(0 \nd \\( e")]
    public void Complete_NoFormulaAfterAllOverTwoLines_EqualsTheWholeForEveryCut(string text)
    {
        var whole = MarkdownHtml.ToHtml(text);
        Assert.Equal(whole, StreamedHtml.Of(text.Select(c => c.ToString()), maxSealed: 0));
        Assert.All(Enumerable.Range(0, text.Length), cut => Assert.Equal(whole, StreamedHtml.Of([text[..cut], text[cut..]], maxSealed: 0)));
    }

    private static Property Same(string text, string streamed)
    {
        var whole = MarkdownHtml.ToHtml(text);
        return string.Equals(streamed, whole, StringComparison.Ordinal).Label($"\n--- text\n{text}\n--- streamed\n{streamed}\n--- whole\n{whole}\n---");
    }
}
