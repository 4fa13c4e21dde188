using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Features.Chat;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Features.Chat;

/// <summary>What a change costs does not grow with what was scrolled in before.</summary>
public sealed class TranscriptCostTests : IAsyncLifetime
{
    private const int Exchanges = 250;
    private const int Page = 50; // Messages.
    private const int Besides = 25; // What is read of the conversation, its settings, and to know that there is no more.

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly CountedCommands _commands = new(); // Before the host: Entity Framework looks for listeners once a second.
    private ChatHost _host = null!;
    private Guid _ada;
    private LongConversation _conversation = null!;
    private IReadOnlyList<Guid> _path = null!;
    private Transcript _transcript = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
        _conversation = await LongConversation.StoreAsync(_host.Contexts, _ada, Exchanges);
        _path = await _conversation.PathAsync();
        _transcript = new(new ReadTranscript(_host.Contexts), new ReadConversationSettings(_host.Contexts), _ada);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _commands.Dispose();
    }

    [Fact]
    public async Task Refresh_FiveHundredShown_ReadsOnePageAsWithAHundred()
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        await _transcript.LoadOlderAsync(None);
        var hundred = await ReadsOfRefreshAsync();

        await LoadAllAsync();
        var all = await ReadsOfRefreshAsync();

        Assert.Equal(hundred, all);
        Assert.InRange(all, Page, Page + Besides);
        Assert.Equal(_path, _transcript.Messages.Select(m => m.Id));
    }

    [Fact]
    public async Task Refresh_SomethingWasSaidElsewhere_AddsItToAllThatIsShown()
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        await LoadAllAsync();
        var before = _transcript.Messages.ToList();

        var sent = await _host.SendAsync(_ada, "From another tab", _conversation.Id);
        await _transcript.RefreshAsync(None);

        Assert.Equal(before, _transcript.Messages.SkipLast(2));
        Assert.Equal([sent.UserMessageId, sent.MessageId], _transcript.Messages.TakeLast(2).Select(m => m.Id));
        Assert.Equal((false, false), (_transcript.HasOlder, _transcript.HasNewer));
    }

    [Fact]
    public async Task Refresh_SomethingWasDoneWithAMessageFarAbove_ReadsThatOneBesides()
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        await LoadAllAsync();

        Assert.True((await _host.Get<RateReply>().RunAsync(_ada, new(_path[1], MessageFeedback.Good), None)).Succeeded);
        var reads = await ReadsOfRefreshAsync(about: [_path[1]]);

        Assert.InRange(reads, Page, Page + (2 * Besides));
        Assert.Equal(MessageFeedback.Good, _transcript.Messages[1].Feedback);
        Assert.Equal(_path, _transcript.Messages.Select(m => m.Id));
    }

    [Theory]
    [InlineData(2, Page + (3 * Besides))]
    [InlineData(10, (2 * Exchanges) + Page + (5 * Besides))] // So many are read with all that is shown.
    public async Task Refresh_SomethingWasDoneWithSeveralFarAbove_ShowsAllOfIt(int several, int most)
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        await LoadAllAsync();
        List<Guid> rated = [.. Enumerable.Range(0, several).Select(i => _path[(2 * i) + 1])];

        foreach (var id in rated)
        {
            Assert.True((await _host.Get<RateReply>().RunAsync(_ada, new(id, MessageFeedback.Bad), None)).Succeeded);
        }

        Assert.InRange(await ReadsOfRefreshAsync([_conversation.Id, .. rated, Guid.CreateVersion7()]), Page, most);
        Assert.Equal(rated, _transcript.Messages.Where(m => m.Feedback == MessageFeedback.Bad).Select(m => m.Id));
        Assert.Equal(_path, _transcript.Messages.Select(m => m.Id));
    }

    [Fact]
    public async Task Refresh_AtAnEarlierPlace_ReadsNoPageUntilThePathIsLeftThere()
    {
        await _transcript.LoadAroundAsync(_conversation.Id, _path[100], None);
        await _transcript.LoadNewerAsync(None);
        var shown = _transcript.Messages.Select(m => m.Id).ToList();

        Assert.InRange(await ReadsOfRefreshAsync(), 1, Besides);
        Assert.Equal(shown, _transcript.Messages.Select(m => m.Id));
        await _conversation.GoOnAsync(_path[100], 1);
        await _transcript.RefreshAsync(None);

        Assert.Equal([.. _path.Skip(50).Take(51), .. (await _conversation.PathAsync()).TakeLast(2)], _transcript.Messages.Select(m => m.Id));
        Assert.Equal((true, false), (_transcript.HasOlder, _transcript.HasNewer));
    }

    private async Task LoadAllAsync()
    {
        while (_transcript.HasOlder)
        {
            await _transcript.LoadOlderAsync(None);
        }

        Assert.Equal(2 * Exchanges, _transcript.Messages.Count);
    }

    private Task<int> ReadsOfRefreshAsync(IReadOnlyCollection<Guid>? about = null) => _commands.CountReadsAsync(() => _transcript.RefreshAsync(None, about));
}
