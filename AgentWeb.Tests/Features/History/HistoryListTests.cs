using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Features.History;
using Microsoft.Data.Sqlite;

namespace AgentWeb.Tests.Features.History;

public sealed class HistoryListTests : IAsyncLifetime
{
    private const int Conversations = 350;

    private static readonly CancellationToken None = CancellationToken.None;

    private SidebarStage _stage = null!;

    public async ValueTask InitializeAsync()
    {
        _stage = await SidebarStage.StartAsync();
        await _stage.StoreAsync([.. Enumerable.Range(0, Conversations).Select(i => $"Number {i}")]);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task LoadMore_StepByStep_AsksTheDatabaseOnceAStepAndListsEachOnce()
    {
        var list = List();
        var steps = 0;
        do
        {
            var asked = _stage.Contexts.Asked;
            await list.LoadMoreAsync(None);
            steps++;
            Assert.Equal(asked + 1, _stage.Contexts.Asked);
        }
        while (list.HasMore);

        Assert.Equal(4, steps); // 50, then 100 each.
        Assert.Equal(Enumerable.Range(0, Conversations).Select(i => $"Number {i}"), list.Items.Select(item => item.Title));
    }

    [Fact]
    public async Task LoadMore_AskedAgainMeanwhile_ReadsOnce()
    {
        var list = List();
        _stage.Contexts.Holds = true;

        var first = list.LoadMoreAsync(None);
        var second = list.LoadMoreAsync(None);
        _stage.Contexts.Let(2);
        await Task.WhenAll(first, second);

        Assert.Equal((1, 50), (_stage.Contexts.Asked, list.Items.Count));
    }

    [Fact]
    public async Task Refresh_WhileTheBeginningIsRead_KeepsTheOrder()
    {
        var before = List();
        await before.LoadMoreAsync(None);
        var list = List();
        _stage.Contexts.Holds = true;
        var loading = list.LoadMoreAsync(None);
        _stage.Contexts.Holds = false;

        await list.RefreshAsync(before.Items[3].Id, None);
        _stage.Contexts.Let(1);
        await loading;

        Assert.Equal(before.Items.Select(item => item.Title), list.Items.Select(item => item.Title));
        Assert.Equal(before.Items[3].Id, list.Find(before.Items[3].Id)?.Id);
    }

    [Theory]
    [InlineData(3)] // Of the first page.
    [InlineData(60)] // Of the one after it.
    public async Task Refresh_DeletedWhileItsPageIsRead_IsNotListed(int place)
    {
        var all = await AllAsync();
        var list = List();
        if (place >= 50)
        {
            await list.LoadMoreAsync(None);
        }

        await LoadAfterAsync(list, async () =>
        {
            Assert.True((await _stage.Host.Get<DeleteConversation>().RunAsync(_stage.OwnerId, all[place].Id, None)).Succeeded);
            Assert.Null(await list.RefreshAsync(all[place].Id, None));
            Assert.True((await _stage.Host.Get<RestoreConversation>().RunAsync(_stage.OwnerId, all[place].Id, None)).Succeeded); // As the page finds it, read before that.
        });

        Assert.Null(list.Find(all[place].Id));
        Assert.Equal(all.Take(list.Items.Count + 1).Where(item => item.Id != all[place].Id).Select(item => item.Title), list.Items.Select(item => item.Title));
    }

    [Fact]
    public async Task Refresh_DeletedAndRestoredWhileItsPageIsRead_IsListedInItsPlace()
    {
        var all = await AllAsync();
        var list = List();

        await LoadAfterAsync(list, async () =>
        {
            await _stage.Host.Get<DeleteConversation>().RunAsync(_stage.OwnerId, all[3].Id, None);
            await list.RefreshAsync(all[3].Id, None);
            await _stage.Host.Get<RestoreConversation>().RunAsync(_stage.OwnerId, all[3].Id, None);
            await list.RefreshAsync(all[3].Id, None);
        });

        Assert.Equal(all.Take(50).Select(item => item.Title), list.Items.Select(item => item.Title));
    }

    [Fact]
    public async Task Refresh_LastOfThoseThatAreLoaded_StaysListed()
    {
        var list = List();
        await list.LoadMoreAsync(None);
        var last = list.Items[^1];

        await list.RefreshAsync(last.Id, None);

        Assert.Equal(last.Id, list.Items[^1].Id);
    }

    [Fact]
    public async Task Refresh_OneThatIsNotListed_GivesItAndListsItNot()
    {
        var list = List();
        await list.LoadMoreAsync(None);
        var old = _stage.New("Old", TimeProvider.System.GetUtcNow().AddDays(-30));
        await _stage.StoreAsync([old]);

        var now = await list.RefreshAsync(old.Id, None);

        Assert.Equal("Old", now!.Title);
        Assert.Null(list.Find(old.Id));
        Assert.Null(await list.RefreshAsync(Guid.CreateVersion7(), None));
    }

    [Fact]
    public async Task Show_DatabaseDoesNotAnswer_IsNotReadUntilItDoes()
    {
        var list = List();
        await list.LoadMoreAsync(None);
        Assert.True(list.IsRead);

        _stage.Contexts.Fails = true;
        await Assert.ThrowsAsync<SqliteException>(() => list.ShowAsync(new(Archived: true), None));
        Assert.False(list.IsRead);
        _stage.Contexts.Fails = false;
        await list.LoadMoreAsync(None);

        Assert.True(list.IsRead);
        Assert.Empty(list.Items);
    }

    private async Task<IReadOnlyList<ConversationSummary>> AllAsync()
    {
        var list = List();
        do
        {
            await list.LoadMoreAsync(None);
        }
        while (list.HasMore);

        return list.Items;
    }

    /// <summary>Loads the next page, which is read only when something was done meanwhile.</summary>
    private async Task LoadAfterAsync(HistoryList list, Func<Task> meanwhile)
    {
        _stage.Contexts.Holds = true;
        var loading = list.LoadMoreAsync(None);
        _stage.Contexts.Holds = false;
        await meanwhile();
        _stage.Contexts.Let(1);
        await loading;
    }

    private HistoryList List() => new(new ListConversations(_stage.Contexts), new GetConversation(_stage.Contexts), _stage.OwnerId);
}
