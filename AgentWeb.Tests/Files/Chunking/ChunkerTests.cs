using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Files.Extractors;
using AgentWeb.Core.Models;
using FsCheck;
using FsCheck.Fluent;

namespace AgentWeb.Tests.Files.Chunking;

public sealed class ChunkerTests
{
    private const string Sentence = "The committee meets on the first Monday of each month in the large hall. ";

    [Fact]
    public async Task Cut_Sections_StandUnderTheirHeadings()
    {
        var passages = await CutAsync(
            new("Guide", HeadingLevel: 1), new(Words(20)), new("Setup", HeadingLevel: 2), new(Words(20)), new("Linux", HeadingLevel: 3), new(Words(20)),
            new("Usage", HeadingLevel: 2), new(Words(20)));

        Assert.Equal(["Guide", "Guide › Setup", "Guide › Setup › Linux", "Guide › Usage"], passages.Select(p => p.Heading));
        Assert.StartsWith("Setup\n\nThe committee", passages[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cut_ShortSections_ShareAPassageUnderWhatTheyHaveInCommon()
    {
        var passage = Assert.Single(await CutAsync(
            new("Questions", HeadingLevel: 1), new("Where?", HeadingLevel: 2), new("Here."), new("When?", HeadingLevel: 2), new("Now.")));

        Assert.Equal("Questions\n\nWhere?\n\nHere.\n\nWhen?\n\nNow.", passage.Text);
        Assert.Equal("Questions", passage.Heading);
    }

    [Fact]
    public async Task Cut_HeadingAtTheEnd_IsKept()
    {
        var passages = await CutAsync(new(Words(10)), new("Annex", HeadingLevel: 1));

        Assert.Equal("Annex", passages[^1].Text);
    }

    [Fact]
    public async Task Cut_Paragraphs_FillPassages()
    {
        var passages = await CutAsync([.. Enumerable.Range(0, 40).Select(i => new ExtractedPart($"{i}: {Words(5)}"))]);

        Assert.All(passages.SkipLast(1), p => Assert.InRange(p.Tokens, 300, 450));
        Assert.Equal(40, passages.Sum(p => p.Text.Split("\n\n").Length));
    }

    [Fact]
    public async Task Cut_Pages_AreNotMixed()
    {
        var passages = await CutAsync(new(Words(5), Page: 1), new(Words(5), Page: 2), new("Tail.", Page: 2), new(Words(5), Page: 4));

        Assert.Equal([1, 2, 4], passages.Select(p => p.Page));
    }

    [Fact]
    public async Task Cut_HeadingAtTheEndOfAPage_GoesWithItsText()
    {
        var passages = await CutAsync(new(Words(10), Page: 1), new("Next", Page: 1, HeadingLevel: 1), new(Words(10), Page: 2));

        Assert.Equal([null, "Next"], passages.Select(p => p.Heading));
    }

    [Fact]
    public async Task Cut_Rows_AreToldAsRange()
    {
        var rows = Enumerable.Range(2, 100).Select(i => new ExtractedPart($"Name: Item {i}; Price: {i}", Place: $"Prices, row {i}"));

        var passages = await CutAsync([.. rows, new("Name: Other", Place: "Stock, row 1")]);

        Assert.Equal("Prices, rows 2–44", passages[0].Place);
        Assert.Contains("Item 2; Price: 2\nName: Item 3", passages[0].Text, StringComparison.Ordinal);
        Assert.Equal("Stock, row 1", passages[^1].Place);
    }

    [Fact]
    public async Task Cut_LongParagraph_IsSplitBetweenSentencesWithASentenceRepeated()
    {
        var sentences = Enumerable.Range(0, 200).Select(i => $"Sentence {i} says a little about the matter at hand.").ToList();

        var passages = await CutAsync(new ExtractedPart(string.Join(' ', sentences), Page: 3));

        Assert.All(passages, p => Assert.InRange(p.Tokens, 10, 300));
        Assert.All(passages, p => Assert.EndsWith("hand.", p.Text, StringComparison.Ordinal));
        Assert.All(passages.Zip(passages.Skip(1)), pair => Assert.Equal(pair.First.Text.Split(". ")[^1], pair.Second.Text.Split(". ")[0] + "."));
        Assert.All(sentences, s => Assert.Contains(passages, p => p.Text.Contains(s, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("漢")]
    [InlineData("👍")]
    public async Task Cut_TextWithoutBreaks_IsSplitAllTheSame(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, 20_000));

        var passages = await CutAsync(new ExtractedPart(text));

        Assert.All(passages, p => Assert.InRange(p.Tokens, 1, 450));
        Assert.Equal(text, string.Concat(passages.Select(p => p.Text)));
    }

    [Fact]
    public void Cut_AnyParts_LosesNothingAndStaysInSize() => Check.One(
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true),
        Prop.ForAll<(string Text, int Page, int Level, int Repeat)[]>(async inputs =>
        {
            var parts = inputs.Where(i => !string.IsNullOrWhiteSpace(i.Text))
                .Select(i => new ExtractedPart(string.Join(' ', Enumerable.Repeat(i.Text, 1 + (Math.Abs(i.Repeat) % 300))), Math.Abs(i.Page) % 3, HeadingLevel: Math.Abs(i.Level) % 7))
                .ToArray();

            var passages = await CutAsync(parts);

            Assert.All(passages, p => Assert.Equal((TokenEstimate.Of(p.Text), true), (p.Tokens, p.Tokens is > 0 and <= 450)));
            Assert.All(parts, part => Assert.Contains(passages, p => p.Text.Contains(part.Text.Trim()[..1], StringComparison.Ordinal)));
            Assert.True(passages.Sum(p => NoSpace(p.Text)) >= parts.Sum(p => NoSpace(p.Text)));
        }));

    private static int NoSpace(string text) => text.Count(c => !char.IsWhiteSpace(c));

    private static string Words(int sentences) => string.Concat(Enumerable.Repeat(Sentence, sentences)).Trim();

    private static async Task<List<Passage>> CutAsync(params ExtractedPart[] parts)
    {
        var passages = new List<Passage>();
        await foreach (var passage in new Chunker().Cut(parts.ToAsyncEnumerable(), CancellationToken.None))
        {
            passages.Add(passage);
        }

        return passages;
    }
}
