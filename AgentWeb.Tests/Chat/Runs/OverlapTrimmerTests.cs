using AgentWeb.Core.Chat.Runs;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Chat.Runs;

public sealed class OverlapTrimmerTests
{
    [Theory]
    [InlineData("The quick brown", " fox jumps", " fox jumps")] // Nothing repeated.
    [InlineData("The quick bro", "brown fox", "wn fox")] // The word it stopped in.
    [InlineData("The quick bro", " brown fox", "wn fox")]
    [InlineData("The quick bro", "wn fox", "wn fox")]
    [InlineData("a banana", "na split", "na split")] // Chance, in the middle of a word.
    [InlineData("One. Two. Three and", "Two. Three and four.", " four.")] // A whole sentence again.
    [InlineData("One. Two. Three and", "One. Two. Three and four.", " four.")] // Everything again.
    [InlineData("The list:\n- one\n- tw", "- two\n- three", "o\n- three")]
    [InlineData("It ends here.\n", "\nNext paragraph", "\nNext paragraph")] // A line break is no repetition.
    [InlineData("f(g(x)", ") + 1", ") + 1")]
    [InlineData("```python\nprint(1)\nprint(", "```python\nprint(2)", "2)")] // The fence opened again, and the last line.
    [InlineData("```python\nprint(1)\n", "```python\nx = 2", "x = 2")] // The fence opened again.
    [InlineData("```\nprint(1)\n", "```\n\nThat prints 1.", "```\n\nThat prints 1.")] // The end of the block.
    [InlineData("```\nfirst line\nsecond li", "```\nsecond line", "ne")]
    [InlineData("Text before", "```python\nx", "```python\nx")] // A new block.
    [InlineData("", "Hello", "Hello")]
    [InlineData("Hello", "", "")]
    public void Push_Continuation_LosesOnlyWhatItRepeats(string before, string continuation, string expected) =>
        Assert.Equal(expected, Trim(before, [continuation]));

    [Fact]
    public void Push_AnyChunks_GiveWhatTheWholeGives()
    {
        var texts = from before in Words() from repeated in Gen.Choose(0, 20) from rest in Words() from cuts in Gen.Choose(1, 5).ListOf() select (before, repeated, rest, cuts);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(texts.ToArbitrary(), t =>
        {
            var continuation = t.before[^Math.Min(t.repeated, t.before.Length)..] + t.rest;
            Assert.Equal(Trim(t.before, [continuation]), Trim(t.before, Cut(continuation, t.cuts)));
        }));
    }

    [Fact]
    public void Push_RepeatedSentence_NeverStandsTwice()
    {
        var texts = from before in Words() from rest in Words() select (before: before + " the very last words", rest);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(texts.ToArbitrary(), t =>
            Assert.Equal(" " + t.rest, Trim(t.before, ["the very last words " + t.rest]))));
    }

    [Fact]
    public void Push_AfterTheBeginning_HoldsNothingBack()
    {
        var trimmer = new OverlapTrimmer("Some text that is continued");
        trimmer.Push(" with something that does not stand in it");

        Assert.Equal("Some", trimmer.Push("Some"));
    }

    private static string Trim(string before, IEnumerable<string> chunks)
    {
        var trimmer = new OverlapTrimmer(before);
        return string.Concat(chunks.Select(trimmer.Push)) + trimmer.Flush();
    }

    private static IEnumerable<string> Cut(string text, IEnumerable<int> lengths)
    {
        foreach (var length in lengths.Where(l => l < text.Length))
        {
            yield return text[..Math.Min(length, text.Length)];
            text = text[Math.Min(length, text.Length)..];
        }

        yield return text;
    }

    private static Gen<string> Words() =>
        Gen.Elements("alpha", "beta", "gamma", "x", "```", "\n", "- one", "42", "été", "😀").NonEmptyListOf().Select(words => string.Join(' ', words));
}
