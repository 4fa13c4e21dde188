using AgentWeb.Bench.Retrieval;
using AgentWeb.Core.Data.Search;
using AgentWeb.Core.Language;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Files.Retrieval;

/// <summary>The bars of <c>bench retrieval</c>.</summary>
public sealed class RetrievalQualityTests
{
    [Theory]
    [InlineData("questions.json", 50, 0.9)]
    [InlineData("questions-unseen.json", 36, 0.8)] // Written before, and not looked at while, the search was improved.
    public async Task RunAsync_QuestionsInOtherWords_FindsTheRightPassageAmongTheFirstFive(string questions, int count, double bar)
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        var set = await RetrievalSet.LoadAsync(questions);

        var score = await RetrievalScore.MeasureAsync(set, contexts, StoredFiles.Index(contexts), StoredFiles.Find(contexts), ada);

        Assert.Equal(count, score.Ranks.Count);
        Assert.InRange(score.AmongFive, bar, 1);
    }

    [Theory]
    [InlineData("questions.json")]
    [InlineData("questions-unseen.json")]
    public async Task Set_Questions_UseNoWordThatStandsOnTheRightPageOnly(string questions)
    {
        var set = await RetrievalSet.LoadAsync(questions);
        var pages = set.Documents
            .SelectMany(d => d.Value.GroupBy(p => p.Page).Select(page => (Document: d.Key, Page: page.Key, Words: page.SelectMany(p => WordsOf(p.Text)).ToHashSet())))
            .ToList();

        var given = from question in set.Questions
                    from word in WordsOf(question.Question)
                    let having = pages.Where(p => p.Words.Contains(word)).ToList()
                    where having is [var only] && (only.Document, only.Page) == (question.Document, question.Page)
                    select $"{word}: {question.Question}";

        Assert.Empty(given);
        Assert.All(set.Questions, question => Assert.Single(
            set.Documents.SelectMany(d => d.Value.Select(p => (d.Key, p))), p => p.p.Text.Contains(question.Passage, StringComparison.Ordinal) && p.Key == question.Document));
        Assert.InRange(set.Documents.Sum(d => d.Value.Max(p => p.Page!.Value)), 40, 100);
    }

    private static IEnumerable<string> WordsOf(string text) => Words.In(text).Select(word => word.Folded)
        .Where(word => FunctionWords.SaySomething(word, TextLanguage.English) && FunctionWords.SaySomething(word, TextLanguage.German));
}
