using AgentWeb.Core.Files;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Files;

public sealed class ReadPassageTests
{
    [Fact]
    public async Task RunAsync_Passage_ComesAmongItsNeighbours()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        var file = await contexts.AddFileAsync(ada, "a.txt", "One.", "Two.", "Three.", "Four.");

        var read = (await new ReadPassage(contexts).RunAsync(ada, file.Id, 2, CancellationToken.None)).Value!;
        var first = (await new ReadPassage(contexts).RunAsync(ada, file.Id, 0, CancellationToken.None)).Value!;

        Assert.Equal(["Two.", "Three.", "Four."], read.Parts.Select(p => p.Text));
        Assert.Equal(("a.txt", 2, 3), (read.File.Name, read.Position, read.Parts[1].Page!.Value));
        Assert.Equal(["One.", "Two."], first.Parts.Select(p => p.Text));
    }

    [Fact]
    public async Task RunAsync_ForeignDeletedOrProcessedAgain_SaysWhich()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        var bob = await TestDatabase.AddUserAsync(contexts, "bob@example.test");
        var file = await contexts.AddFileAsync(ada, "a.txt", "One.");
        var read = new ReadPassage(contexts);

        Assert.Equal("not_found", (await read.RunAsync(bob, file.Id, 0, CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await read.RunAsync(ada, Guid.CreateVersion7(), 0, CancellationToken.None)).Error?.Code);
        Assert.Equal("passage_gone", (await read.RunAsync(ada, file.Id, 7, CancellationToken.None)).Error?.Code);
    }
}
