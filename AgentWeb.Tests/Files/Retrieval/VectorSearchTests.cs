using AgentWeb.Core.Files.Retrieval;
using AgentWeb.Core.Files.Retrieval.Ranking;
using AgentWeb.Core.Files.Retrieval.Vectors;
using AgentWeb.Core.Models;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace AgentWeb.Tests.Files.Retrieval;

public sealed class VectorSearchTests
{
    [Fact]
    public async Task RunAsync_WordsThatAreNotInTheText_FindsItByItsMeaning()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        var model = new EmbeddingModel("test/embed", new MeaningGenerator());
        var file = await contexts.AddFileAsync(ada, "a.txt", "Felines sleep a lot.", "Dogs bark.", "Trees grow.");

        await StoredFiles.Index(contexts, model).RunAsync(file, Pages("Felines sleep a lot.", "Dogs bark.", "Trees grow."), CancellationToken.None);
        var found = await StoredFiles.Find(contexts, model).RunAsync(ada, FileScope.Library, "kitten", 2, CancellationToken.None);

        Assert.Equal("Felines sleep a lot.", found[0].Text);
        Assert.Equal("test/embed", (await FileAsync(contexts)).EmbeddingModel);
        Assert.Empty(await StoredFiles.Find(contexts).RunAsync(ada, FileScope.Library, "kitten", 2, CancellationToken.None));
    }

    [Fact]
    public async Task RunAsync_VectorsOfAnotherModel_AreLeftOut()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        var file = await contexts.AddFileAsync(ada, "a.txt", "Felines sleep.");
        await StoredFiles.Index(contexts, new("test/old", new MeaningGenerator())).RunAsync(file, Pages("Felines sleep."), CancellationToken.None);

        var find = StoredFiles.Find(contexts, new("test/new", new MeaningGenerator()));

        Assert.Empty(await find.RunAsync(ada, FileScope.Library, "kitten", 2, CancellationToken.None));
        Assert.Single(await find.RunAsync(ada, FileScope.Library, "sleep", 2, CancellationToken.None));
    }

    [Fact]
    public async Task RunAsync_ServerThatFails_CostsTheVectorsAndNothingElse()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        var file = await contexts.AddFileAsync(ada, "a.txt", "Felines sleep.");
        var generator = new MeaningGenerator { Fails = true };
        var model = new EmbeddingModel("test/embed", generator);

        await StoredFiles.Index(contexts, model).RunAsync(file, Pages([.. Enumerable.Repeat("Felines sleep.", 200)]), CancellationToken.None);

        Assert.Equal((200, null), ((await FileAsync(contexts)).PassageCount, (await FileAsync(contexts)).EmbeddingModel));
        Assert.Equal(1, generator.Calls); // Not asked again for each batch.
        Assert.NotEmpty(await StoredFiles.Find(contexts, model).RunAsync(ada, FileScope.Library, "sleep", 2, CancellationToken.None));
    }

    [Fact]
    public async Task RunAsync_QuestionCannotBeEmbedded_SearchesWordsAndLeavesTheServerAlone()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        var generator = new MeaningGenerator();
        var model = new EmbeddingModel("test/embed", generator);
        var file = await contexts.AddFileAsync(ada, "a.txt", "Felines sleep.");
        await StoredFiles.Index(contexts, model).RunAsync(file, Pages("Felines sleep."), CancellationToken.None);
        var find = StoredFiles.Find(contexts, model);
        (generator.Fails, generator.Calls) = (true, 0);

        for (var i = 0; i < 5; i++)
        {
            Assert.Single(await find.RunAsync(ada, FileScope.Library, "sleep", 2, CancellationToken.None));
        }

        Assert.Equal(2, generator.Calls);
    }

    [Fact]
    public void Likeness_OfVectors_IsTheCosineOfTheirAngle()
    {
        var east = PassageVector.Encode([3, 0]);

        Assert.Equal(1, PassageVector.Likeness(east, PassageVector.Encode([9, 0]))!.Value, 5);
        Assert.Equal(0, PassageVector.Likeness(east, PassageVector.Encode([0, 2]))!.Value, 5);
        Assert.Equal(-1, PassageVector.Likeness(east, PassageVector.Encode([-1, 0]))!.Value, 5);
        Assert.Equal([0, 0, 128, 63, 0, 0, 0, 0], east); // 1 and 0, little-endian.
        Assert.Null(PassageVector.Likeness(east, PassageVector.Encode([1, 2, 3])));
        Assert.Equal(0, PassageVector.Likeness(east, PassageVector.Encode([0, 0])));
    }

    [Fact]
    public void Fuse_Rankings_PutsWhatBothHaveFirst()
    {
        PassageKey Key(int position) => new(1, position);

        Assert.Equal([Key(2), Key(1), Key(3), Key(4)], RankFusion.Fuse(10, [Key(1), Key(2)], [Key(3), Key(2), Key(4)]));
        Assert.Equal([Key(1)], RankFusion.Fuse(1, [Key(1)], []));
    }

    private static IAsyncEnumerable<AgentWeb.Core.Files.Chunking.Passage> Pages(params string[] texts) =>
        texts.Select((text, i) => new AgentWeb.Core.Files.Chunking.Passage(text, i + 1, Place: null, Heading: null, 5)).ToAsyncEnumerable();

    private static async Task<AgentWeb.Core.Data.Entities.StoredFile> FileAsync(IDbContextFactory<AgentWeb.Core.Data.AppDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Files.AsNoTracking().SingleAsync();
    }

    /// <summary>Knows three meanings.</summary>
    private sealed class MeaningGenerator : IEmbeddingGenerator<string, Embedding<float>>
    {
        public bool Fails { get; set; }

        public int Calls { get; set; }

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            Calls++;
            return Fails
                ? throw new ModelException(ModelErrorCode.Authentication, "No.")
                : Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(text => new Embedding<float>(VectorOf(text)))));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private static float[] VectorOf(string text) =>
            text.Contains("Feline", StringComparison.Ordinal) || text.Contains("kitten", StringComparison.Ordinal) ? [1, 0.1f, 0]
            : text.Contains("Dog", StringComparison.Ordinal) ? [0, 1, 0]
            : [0, 0, 1];
    }
}
