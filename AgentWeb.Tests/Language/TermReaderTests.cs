using AgentWeb.Core.Language;

namespace AgentWeb.Tests.Language;

public sealed class TermReaderTests
{
    [Theory]
    [InlineData("terminate", "terminated", "terminating", "termination", "terminates")]
    [InlineData("install", "installed", "installation", "installations")]
    [InlineData("warranty", "warranties")]
    [InlineData("adjust", "adjustment", "adjustable")]
    [InlineData("hope", "hoped", "hoping")]
    [InlineData("generalise", "generalize", "generalization")]
    public void English_FormsOfAWord_HaveOneStem(params string[] words) =>
        Assert.Single(words.Select(EnglishStem.Of).Distinct(StringComparer.Ordinal));

    [Theory]
    [InlineData("kundigen", "gekundigt", "kundigung", "kundigungen", "kundigt")]
    [InlineData("vertrag", "vertrags", "vertrages")]
    [InlineData("lieferung", "liefern", "geliefert", "lieferungen")]
    [InlineData("moglich", "moglichkeit", "moglichkeiten")]
    [InlineData("maßnahme", "massnahmen")]
    public void German_FormsOfAWord_HaveOneStem(params string[] words) =>
        Assert.Single(words.Select(GermanStem.Of).Distinct(StringComparer.Ordinal));

    [Theory]
    [InlineData("hop", "hope")]
    [InlineData("news", "newton")]
    [InlineData("filter", "film")]
    public void English_OtherWords_StayApart(string one, string other) => Assert.NotEqual(EnglishStem.Of(one), EnglishStem.Of(other));

    [Theory]
    [InlineData("", "")]
    [InlineData("is a", "")]
    [InlineData("s", "")]
    [InlineData("Ärger", "arger")]
    [InlineData("E-204", "e 204 e204")]
    [InlineData("at 10,000.50 m", "10 000 50 1000050")]
    [InlineData("state-of-the-art", "state art")]
    [InlineData("東京都", "東京 京都")]
    public void Terms_OfAText_AreFoldedAndMeanSomething(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', TermReader.Terms(text)));

    [Theory]
    [InlineData("The contract ends in May.", TextLanguage.English)]
    [InlineData("Der Vertrag endet im Mai.", TextLanguage.German)]
    [InlineData("4711", TextLanguage.English)]
    public void LanguageOf_Text_IsTheOneOfItsSmallWords(string text, object language) => Assert.Equal(language, TermReader.LanguageOf(text));

    [Fact]
    public void Of_Term_IsTheSameForever() => Assert.Equal((6764668840241963177L, -1388729422223754158L), (TermHash.Of("contract"), TermHash.Of("")));
}
