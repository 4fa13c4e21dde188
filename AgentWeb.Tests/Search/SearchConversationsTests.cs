using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Search;
using AgentWeb.Core.Search;
using AgentWeb.Tests.Fakes;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Search;

public sealed class SearchConversationsTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync(("Queue:MaxQueuedPerUser", "1000"));
        _ada = await _host.AddUserAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task RunAsync_WordOfAMessage_FindsItWithItsPlace()
    {
        var sent = await _host.SendAsync(_ada, "Where do zebras sleep?");
        await _host.SendAsync(_ada, "Something else");

        var found = Assert.Single((await FindAsync("ZEBRA")).Items);

        Assert.Equal(sent.ConversationId, found.Conversation.Id);
        Assert.Equal(sent.UserMessageId, found.MessageId);
        Assert.Equal([("Where do ", false), ("zebras", true), (" sleep?", false)], found.Snippet.Select(p => (p.Text, p.IsMatch)));
        Assert.Contains(found.Title, p => p is { Text: "zebras", IsMatch: true });
    }

    [Fact]
    public async Task RunAsync_Reply_IsFoundOnceItEnded()
    {
        var sent = await _host.SendAsync(_ada, "Question");
        (await _host.Model.NextCallAsync()).Say("An answer about ").Say("giraffes.").End();
        await _host.EndOfAsync(sent);

        Assert.Equal(sent.MessageId, Assert.Single((await FindAsync("giraffes")).Items).MessageId);
        Assert.Empty((await FindAsync("giraffes lions")).Items);
    }

    [Fact]
    public async Task RunAsync_AllWords_MustBeInOneMessage()
    {
        var both = await _host.SendAsync(_ada, "red and green");
        await _host.SendAsync(_ada, "red");
        await _host.SendAsync(_ada, "green");

        Assert.Equal([both.ConversationId], await IdsAsync("green red"));
    }

    [Fact]
    public async Task RunAsync_OtherPeople_FindNothingOfIt()
    {
        await _host.SendAsync(_ada, "a secret");
        var bob = await _host.AddUserAsync("bob@example.test");

        Assert.Empty((await Search.RunAsync(bob, new("secret"), after: null, 10, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task RunAsync_Title_IsFoundAsItIsNow()
    {
        var sent = await _host.SendAsync(_ada, "first words");
        await _host.Get<ChangeConversation>().RunAsync(_ada, new(sent.ConversationId, Title: "Holiday plans"), CancellationToken.None);

        var found = Assert.Single((await FindAsync("holiday")).Items);
        Assert.Null(found.MessageId);
        Assert.Empty(found.Snippet);

        await _host.Get<ChangeConversation>().RunAsync(_ada, new(sent.ConversationId, Title: "Work"), CancellationToken.None);
        Assert.Empty((await FindAsync("holiday")).Items);
    }

    [Fact]
    public async Task RunAsync_Deleted_IsHiddenUntilRestoredAndGoneWhenPurged()
    {
        var sent = await _host.SendAsync(_ada, "ephemeral thing");
        await _host.Get<DeleteConversation>().RunAsync(_ada, sent.ConversationId, CancellationToken.None);
        Assert.Empty((await FindAsync("ephemeral")).Items);

        await _host.Get<RestoreConversation>().RunAsync(_ada, sent.ConversationId, CancellationToken.None);
        Assert.Single((await FindAsync("ephemeral")).Items);

        await using var db = await _host.Contexts.CreateDbContextAsync();
        await db.Conversations.ExecuteDeleteAsync();
        Assert.Empty(await _host.Get<ISearchIndex>().FindAsync(new(_ada, SearchWords.Read("ephemeral")), long.MaxValue, 10, CancellationToken.None));
    }

    [Fact]
    public async Task RunAsync_DeletedMessage_IsNotFound()
    {
        var first = await _host.SendAsync(_ada, "keep");
        (await _host.Model.NextCallAsync()).Say("ok").End();
        await _host.EndOfAsync(first);
        var second = await _host.SendAsync(_ada, "removable", first.ConversationId);

        await _host.Get<DeleteMessage>().RunAsync(_ada, second.UserMessageId, CancellationToken.None);

        Assert.Empty((await FindAsync("removable")).Items);
        Assert.Single((await FindAsync("keep")).Items);
    }

    [Fact]
    public async Task RunAsync_Pages_GiveEachConversationOnceTheNewestHitFirst()
    {
        var sent = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            sent.Add((await _host.SendAsync(_ada, $"needle {i}")).ConversationId);
        }

        await _host.SendAsync(_ada, "needle again", sent[0]); // The oldest is the newest now, and has hits at both ends.

        var pages = new List<Guid>();
        SearchCursor? cursor = null;
        do
        {
            var page = await Search.RunAsync(_ada, new("needle"), cursor, 2, CancellationToken.None);
            pages.AddRange(page.Items.Select(i => i.Conversation.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal([sent[0], sent[4], sent[3], sent[2], sent[1]], pages);
    }

    [Fact]
    public async Task RunAsync_Filters_LeaveOutTheOthers()
    {
        var sent = await _host.SendAsync(_ada, "needle");
        var now = TimeProvider.System.GetUtcNow();
        var model = (await _host.MessageAsync(sent.MessageId)).ModelKey;

        Assert.Equal([sent.ConversationId], await FilteredAsync(new("needle", From: now.AddDays(-1), To: now.AddDays(1), ModelKey: model)));
        Assert.Empty(await FilteredAsync(new("needle", From: now.AddDays(1))));
        Assert.Empty(await FilteredAsync(new("needle", To: now.AddDays(-1))));
        Assert.Empty(await FilteredAsync(new("needle", ModelKey: "other/model")));
        Assert.Empty(await FilteredAsync(new("needle", FolderId: Guid.CreateVersion7())));
    }

    [Theory]
    [InlineData("\"needle\"")]
    [InlineData("needle OR NOT AND NEAR(")]
    [InlineData("needle*")]
    [InlineData("-needle ^ : {} 'x")]
    [InlineData("needle; DROP TABLE Messages")]
    public async Task RunAsync_Operators_AreWordsOrNothing(string query)
    {
        var sent = await _host.SendAsync(_ada, $"needle and or not near x drop table messages");

        Assert.Equal([sent.ConversationId], await IdsAsync(query));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\"'*-:^(){}")]
    [InlineData("👍")]
    [InlineData("\0")]
    [InlineData("\ud800")]
    public async Task RunAsync_NoWords_FindsNothing(string query)
    {
        await _host.SendAsync(_ada, "needle 👍");

        Assert.Empty(await IdsAsync(query));
    }

    [Fact]
    public async Task RunAsync_HugeQuery_IsAnswered() =>
        Assert.Empty(await IdsAsync(string.Concat(Enumerable.Range(0, 2000).Select(i => $"word{i} \" * "))));

    [Fact]
    public async Task RunAsync_AnyQuery_IsAnswered()
    {
        await _host.SendAsync(_ada, "needle");
        foreach (var query in ArbMap.Default.GeneratorFor<string>().Sample(200))
        {
            var page = await FindAsync($"needle {query}");
            Assert.InRange(page.Items.Count, 0, 1);
        }
    }

    [Fact]
    public async Task RunAsync_AnyTextSent_IsFoundByItsFirstWord()
    {
        foreach (var text in new[] { "Straße groß", "naïveté", "検索機能について", "مرحبا بالعالم", "नमस्ते दुनिया", "I\u0307stanbul", "x\0y after" })
        {
            var sent = await _host.Get<SendMessage>().RunAsync(_ada, new(text), CancellationToken.None);
            if (sent.Succeeded)
            {
                Assert.Contains(sent.Value.ConversationId, await IdsAsync(text.Split(' ', '\0')[0]));
            }
        }
    }

    private SearchConversations Search => _host.Get<SearchConversations>();

    private Task<SearchPage> FindAsync(string query) => Search.RunAsync(_ada, new(query), after: null, 10, CancellationToken.None);

    private Task<IEnumerable<Guid>> IdsAsync(string query) => FilteredAsync(new(query));

    private async Task<IEnumerable<Guid>> FilteredAsync(SearchInput input) =>
        (await Search.RunAsync(_ada, input, after: null, 10, CancellationToken.None)).Items.Select(i => i.Conversation.Id);
}
