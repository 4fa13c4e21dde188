using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Messaging;
using AgentWeb.Core.Search;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Conversations;

public sealed class FolderTests : IAsyncLifetime
{
    private ChatHost _host = null!;
    private Guid _ada;
    private Guid _inside;
    private Guid _outside;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
        _inside = (await _host.SendAsync(_ada, "needle inside")).ConversationId;
        _outside = (await _host.SendAsync(_ada, "needle outside")).ConversationId;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task MoveTo_Folder_ListsCountsAndFindsItThere()
    {
        var folder = await MakeAsync("Work");
        await ChangeAsync(new(_inside, Folder: new(folder.Id)));

        Assert.Equal([folder with { Count = 1 }], await _host.Get<ListFolders>().RunAsync(_ada, CancellationToken.None));
        var listed = await _host.Get<ListConversations>().RunAsync(_ada, after: null, 10, CancellationToken.None, new(FolderId: folder.Id));
        Assert.Equal(_inside, Assert.Single(listed.Items).Id);
        var found = await _host.Get<SearchConversations>().RunAsync(_ada, new("needle", FolderId: folder.Id), after: null, 10, CancellationToken.None);
        Assert.Equal(_inside, Assert.Single(found.Items).Conversation.Id);
    }

    [Fact]
    public async Task Delete_Folder_KeepsItsConversationsDeletedOnesToo()
    {
        var folder = await MakeAsync("Work");
        await ChangeAsync(new(_inside, Folder: new(folder.Id)));
        await ChangeAsync(new(_outside, Folder: new(folder.Id)));
        await _host.Get<DeleteConversation>().RunAsync(_ada, _outside, CancellationToken.None);

        Assert.True((await _host.Get<DeleteFolder>().RunAsync(_ada, folder.Id, CancellationToken.None)).Succeeded);
        await _host.Get<RestoreConversation>().RunAsync(_ada, _outside, CancellationToken.None);

        var list = await _host.Get<ListConversations>().RunAsync(_ada, after: null, 10, CancellationToken.None);
        Assert.Equal([_outside, _inside], list.Items.Select(c => c.Id));
        Assert.All(list.Items, c => Assert.Null(c.FolderId));
    }

    [Fact]
    public async Task Folder_MadeRenamedDeleted_IsToldToWhoeverShowsConversations()
    {
        using var watch = _host.Get<ConversationChanges>().Watch(_ada);

        var folder = await MakeAsync("Work");
        Assert.Contains(folder.Id, watch.Take());
        await _host.Get<RenameFolder>().RunAsync(_ada, folder.Id, "Play", CancellationToken.None);
        Assert.Contains(folder.Id, watch.Take());
        await _host.Get<DeleteFolder>().RunAsync(_ada, folder.Id, CancellationToken.None);
        Assert.Contains(folder.Id, watch.Take());
    }

    [Fact]
    public async Task Names_ThatBreakARuleOrAreTaken_AreRefused()
    {
        var folder = await MakeAsync("  Work \n things ");
        var other = await MakeAsync("Other");
        var create = _host.Get<CreateFolder>();
        var rename = _host.Get<RenameFolder>();

        Assert.Equal("Work things", folder.Name);
        Assert.Equal("folder_exists", (await create.RunAsync(_ada, "WORK things", CancellationToken.None)).Error?.Code);
        Assert.Equal("folder_exists", (await rename.RunAsync(_ada, other.Id, "work THINGS", CancellationToken.None)).Error?.Code);
        Assert.Equal("WORK THINGS", (await rename.RunAsync(_ada, folder.Id, "WORK THINGS", CancellationToken.None)).Value?.Name);
        foreach (var name in new[] { null, "", " ", new string('x', Folder.MaxNameLength + 1), "a\u0001b", "\ud800" })
        {
            Assert.Equal("folder_invalid", (await create.RunAsync(_ada, name, CancellationToken.None)).Error?.Code);
            Assert.Equal("folder_invalid", (await rename.RunAsync(_ada, other.Id, name, CancellationToken.None)).Error?.Code);
        }
    }

    [Fact]
    public async Task Folder_OfSomebodyElse_IsNotFound()
    {
        var folder = await MakeAsync("Work");
        var bob = await _host.AddUserAsync("bob@example.test");
        var bobs = (await _host.SendAsync(bob, "mine")).ConversationId;
        var change = _host.Get<ChangeConversation>();

        Assert.Equal("not_found", (await change.RunAsync(bob, new(bobs, Folder: new(folder.Id)), CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await _host.Get<RenameFolder>().RunAsync(bob, folder.Id, "x", CancellationToken.None)).Error?.Code);
        Assert.Equal("not_found", (await _host.Get<DeleteFolder>().RunAsync(bob, folder.Id, CancellationToken.None)).Error?.Code);
        Assert.Empty(await _host.Get<ListFolders>().RunAsync(bob, CancellationToken.None));
        Assert.True((await _host.Get<CreateFolder>().RunAsync(bob, "Work", CancellationToken.None)).Succeeded);
    }

    [Fact]
    public async Task Tags_AreReplacedAndComparedWithoutCase()
    {
        await ChangeAsync(new(_inside, Tags: ["#work", "Ideas", "WORK"]));
        await ChangeAsync(new(_outside, Tags: ["ideas"]));

        Assert.Equal([("Ideas", 2), ("work", 1)], (await TagsAsync()).Select(t => (t.Name == "ideas" ? "Ideas" : t.Name, t.Count)));
        var tagged = await _host.Get<ListConversations>().RunAsync(_ada, after: null, 10, CancellationToken.None, new(Tag: "IDEAS"));
        Assert.Equal([_outside, _inside], tagged.Items.Select(c => c.Id));

        Assert.Equal(["Work", "new"], (await ChangeAsync(new(_inside, Tags: ["Work", "new"]))).Tags.Order(StringComparer.Ordinal));
        Assert.Empty((await ChangeAsync(new(_inside, Tags: []))).Tags);
        await _host.Get<DeleteConversation>().RunAsync(_ada, _outside, CancellationToken.None);
        Assert.Empty(await TagsAsync());
    }

    [Fact]
    public async Task Tags_ThatBreakARule_AreRefusedAsAWhole()
    {
        var change = _host.Get<ChangeConversation>();
        string?[][] bad = [[""], [null], ["a,b"], [new('x', ConversationTag.MaxNameLength + 1)], [.. Enumerable.Range(0, 11).Select(i => $"t{i}")]];

        foreach (var tags in bad)
        {
            Assert.Equal("tags_invalid", (await change.RunAsync(_ada, new(_inside, Title: "Changed", Tags: tags), CancellationToken.None)).Error?.Code);
        }

        Assert.Equal("needle inside", (await _host.Get<GetConversation>().RunAsync(_ada, _inside, CancellationToken.None)).Value?.Title);
    }

    private Task<IReadOnlyList<TagSummary>> TagsAsync() => _host.Get<ListTags>().RunAsync(_ada, CancellationToken.None);

    private async Task<FolderSummary> MakeAsync(string name)
    {
        var made = await _host.Get<CreateFolder>().RunAsync(_ada, name, CancellationToken.None);
        Assert.True(made.Succeeded, made.Error?.Message);
        return made.Value;
    }

    private async Task<ConversationSummary> ChangeAsync(ChangeConversationInput input)
    {
        var changed = await _host.Get<ChangeConversation>().RunAsync(_ada, input, CancellationToken.None);
        Assert.True(changed.Succeeded, changed.Error?.Message);
        return changed.Value;
    }
}
