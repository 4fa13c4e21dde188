using AgentWeb.Core.Data;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Retrieval;
using AgentWeb.Tests.Fakes;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Files.Retrieval;

public sealed class FindPassagesTests
{
    [Fact]
    public async Task RunAsync_OtherEndingsAndAccents_FindsThePassage()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        await contexts.AddFileAsync(
            ada, "handbook.txt",
            "Visitors sign in at the front desk.", "The agreement may be terminated by either party.", "Der Vertrag kann gekündigt werden, wenn die Miete fehlt.");

        Assert.Equal("The agreement may be terminated by either party.", (await FindAsync(contexts, ada, "termination of agreements"))[0].Text);
        Assert.Equal(3, (await FindAsync(contexts, ada, "Kündigungen?"))[0].Page);
        Assert.Equal(3, (await FindAsync(contexts, ada, "kundigen"))[0].Page);
        Assert.Empty(await FindAsync(contexts, ada, "the and of"));
        Assert.Empty(await FindAsync(contexts, ada, "zebra"));
    }

    [Fact]
    public async Task RunAsync_NumbersAndIdentifiers_AreFoundHoweverTheyAreWritten()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        await contexts.AddFileAsync(ada, "errors.txt", "Code E-203: the door is open.", "Code E-204: the filter is full.", "The limit is 10,000 litres.");

        Assert.Equal(2, (await FindAsync(contexts, ada, "what is E204"))[0].Page);
        Assert.Equal(2, (await FindAsync(contexts, ada, "e-204"))[0].Page);
        Assert.Equal(3, (await FindAsync(contexts, ada, "10000"))[0].Page);
    }

    [Fact]
    public async Task RunAsync_WordInTheHeading_CountsForItsPassages()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        await contexts.AddFileAsync(
            ada, "manual.md", FileStatus.Completed,
            [new("Press the button for five seconds.", 1, Place: null, "Setup", 8), new("Press the button twice.", 2, Place: null, "Maintenance › Descaling", 8)]);

        var found = Assert.Single(await FindAsync(contexts, ada, "descale"));

        Assert.Equal((2, "Maintenance › Descaling"), (found.Page, found.Heading));
    }

    [Fact]
    public async Task RunAsync_Scope_IsTheConversationOrTheLibraryOfItsOwner()
    {
        await using var host = await ChatHost.StartAsync();
        await host.StopAsync();
        var (ada, bob) = (await host.AddUserAsync(), await host.AddUserAsync("bob@example.test"));
        var sent = await host.SendAsync(ada, "Here is a file.");
        var attached = await host.Contexts.AddFileAsync(ada, "attached.txt", "Apples are sold here.");
        await host.Contexts.AddFileAsync(ada, "other.txt", "Apples are grown there.");
        await host.Contexts.AddFileAsync(bob, "foreign.txt", "Apples of somebody else.");
        await host.Contexts.AttachAsync(sent.ConversationId, sent.UserMessageId, attached);
        var conversation = new FileScope(sent.ConversationId);

        Assert.Equal(["attached.txt"], (await FindAsync(host.Contexts, ada, "apple", conversation)).Select(p => p.FileName));
        Assert.Equal(["attached.txt", "other.txt"], (await FindAsync(host.Contexts, ada, "apple")).Select(p => p.FileName).Order());
        Assert.Empty(await FindAsync(host.Contexts, bob, "apple", conversation));
    }

    [Theory]
    [InlineData(FileStatus.Pending)]
    [InlineData(FileStatus.Processing)]
    [InlineData(FileStatus.Failed)]
    [InlineData(FileStatus.Cancelled)]
    public async Task RunAsync_FileThatIsNotCompleted_IsLeftOut(FileStatus status)
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        await contexts.AddFileAsync(ada, "a.txt", status, [new("Apples.", 1, Place: null, Heading: null, 2)]);

        Assert.Empty(await FindAsync(contexts, ada, "apples"));
    }

    [Fact]
    public async Task RunAsync_RarerWordsAndShorterPassages_ComeFirst()
    {
        await using var database = new TestDatabase();
        var contexts = await database.MigratedAsync();
        var ada = await TestDatabase.AddUserAsync(contexts, "ada@example.test");
        await contexts.AddFileAsync(
            ada, "a.txt", "The pump needs oil.", "The pump needs water and the pump needs care, says this long text about gardens, roofs, doors.", "The pump leaks.", "Oil.");

        var found = await FindAsync(contexts, ada, "pump leaks");

        Assert.Equal([3, 2, 1], found.Take(3).Select(p => p.Page!.Value).Order().Reverse());
        Assert.Equal(3, found[0].Page);
        Assert.DoesNotContain(found, p => p.Page == 4);
    }

    private static Task<IReadOnlyList<FoundPassage>> FindAsync(IDbContextFactory<AppDbContext> contexts, Guid owner, string question, FileScope? scope = null) =>
        StoredFiles.Find(contexts).RunAsync(owner, scope ?? FileScope.Library, question, 10, CancellationToken.None);
}
