using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Chunking;
using AgentWeb.Core.Files.Retrieval;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Files.Retrieval;

public sealed class IndexPassagesTests
{
    [Fact]
    public async Task RunAsync_Again_ReplacesWhatTheFileHad()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        var file = await contexts.AddFileAsync(ada, "a.txt", "Old apples.", "Old pears.");

        await StoredFiles.Index(contexts).RunAsync(file, Pages(("New cherries are red.", 7)), CancellationToken.None);

        await using var db = await contexts.CreateDbContextAsync();
        var row = await db.Files.AsNoTracking().SingleAsync();
        Assert.Equal((1, 3L, 5L, 7), (row.PassageCount, row.TermCount, row.Tokens, row.Pages));
        Assert.Equal("New cherries are red.", (await db.FilePassages.SingleAsync()).Text);
        Assert.Equal(3, await db.FileTerms.CountAsync());
        Assert.Empty(await StoredFiles.Find(contexts).RunAsync(ada, FileScope.Library, "pears", 5, CancellationToken.None));
    }

    [Fact]
    public async Task RunAsync_ManyPassages_AreReadInBatchesAndAllFound()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        var passages = Enumerable.Range(0, 1000).Select(i => new Passage($"Entry number{i} of the list", i + 1, Place: null, Heading: null, 6)).ToArray();

        var file = await contexts.AddFileAsync(ada, "long.txt", FileStatus.Completed, passages);

        await using var db = await contexts.CreateDbContextAsync();
        Assert.Equal(1000, await db.FilePassages.CountAsync(p => p.FileSeq == file.Seq));
        var found = await StoredFiles.Find(contexts).RunAsync(ada, FileScope.Library, "number999", 5, CancellationToken.None);
        Assert.Equal(1000, Assert.Single(found).Page);
    }

    [Fact]
    public async Task RunAsync_LabelLongerThanItsColumn_IsCutBetweenCharacters()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        var heading = new string('h', FilePassage.MaxLabelLength - 1) + "👍 and more";

        await contexts.AddFileAsync(ada, "a.txt", FileStatus.Completed, [new("Text.", Page: null, new string('p', 400), heading, 2)]);

        await using var db = await contexts.CreateDbContextAsync();
        var row = await db.FilePassages.SingleAsync();
        Assert.Equal((FilePassage.MaxLabelLength, FilePassage.MaxLabelLength - 1), (row.Place!.Length, row.Heading!.Length));
    }

    private static IAsyncEnumerable<Passage> Pages(params (string Text, int Page)[] pages) =>
        pages.Select(p => new Passage(p.Text, p.Page, Place: null, Heading: null, 5)).ToAsyncEnumerable();
}
