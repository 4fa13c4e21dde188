using AgentWeb.Core.Language;

namespace AgentWeb.Tests.Language;

public sealed class SynonymsTests
{
    [Theory]
    [InlineData("vacation", "holidays", TextLanguage.English)]
    [InlineData("lorries", "truck", TextLanguage.English)]
    [InlineData("kaputt", "defekte", TextLanguage.German)]
    public void Of_WordInAnyForm_GivesWhatMayStandForIt(string word, string other, object language) =>
        Assert.Contains(Term(other, (TextLanguage)language), Synonyms.Of(Term(word, (TextLanguage)language), (TextLanguage)language));

    [Fact]
    public void Of_WordThatIsInNoGroup_GivesNothing() => Assert.Empty(Synonyms.Of("xylophon", TextLanguage.English));

    [Fact]
    public void Of_AWord_IsNeverItself() => Assert.DoesNotContain(Term("holiday", TextLanguage.English), Synonyms.Of(Term("holiday", TextLanguage.English), TextLanguage.English));

    private static string Term(string word, TextLanguage language) => TermReader.Term(word, language)!;
}
