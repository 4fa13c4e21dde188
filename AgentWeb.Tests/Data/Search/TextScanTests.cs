using AgentWeb.Core.Data.Search;
using AgentWeb.Core.Search;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Data.Search;

/// <summary>The way of SQL Server, on whatever database the tests run on: it is plain LINQ.</summary>
public sealed class TextScanTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;
    private SearchConversations _search = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
        _search = new(_host.Contexts, new TextScan(_host.Contexts));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task FindAsync_AllWords_NewestFirstOnAllPages()
    {
        var older = await _host.SendAsync(_ada, "a red house");
        var newer = await _host.SendAsync(_ada, "a house that is red");
        await _host.SendAsync(_ada, "a house");

        var first = await _search.RunAsync(_ada, new("red hou"), after: null, 1, CancellationToken.None);
        var second = await _search.RunAsync(_ada, new("red hou"), first.Next, 1, CancellationToken.None);

        Assert.Equal([newer.ConversationId, older.ConversationId], first.Items.Concat(second.Items).Select(i => i.Conversation.Id));
        Assert.Equal([newer.UserMessageId, older.UserMessageId], first.Items.Concat(second.Items).Select(i => i.MessageId!.Value));
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("100%_")]
    [InlineData("[a-z]\\")]
    public async Task FindAsync_Wildcards_AreNone(string query)
    {
        await _host.SendAsync(_ada, "percent");

        Assert.Empty((await _search.RunAsync(_ada, new(query), after: null, 10, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task FindAsync_OtherPeople_FindNothingOfIt()
    {
        await _host.SendAsync(_ada, "secret");
        var bob = await _host.AddUserAsync("bob@example.test");

        Assert.Empty((await _search.RunAsync(bob, new("secret"), after: null, 10, CancellationToken.None)).Items);
        Assert.Single((await _search.RunAsync(_ada, new("secret"), after: null, 10, CancellationToken.None)).Items);
    }
}
