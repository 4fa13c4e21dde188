using AgentWeb.Core.Chat;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Results;
using AgentWeb.Features.Chat;
using AgentWeb.Tests.Fakes;

namespace AgentWeb.Tests.Features.Chat;

/// <summary>Whatever happens to a conversation, what is shown of it is one piece of its active path, as it stands.</summary>
public sealed class TranscriptTests : IAsyncLifetime
{
    private const int Exchanges = 150;
    private const int Place = 100; // Of the message that was looked for: neither the beginning nor the end is shown.

    private static readonly CancellationToken None = CancellationToken.None;

    private ChatHost _host = null!;
    private UnsteadyContexts _pages = null!;
    private UnsteadyContexts _settings = null!; // Read last: holding them holds what was read already.
    private Guid _ada;
    private LongConversation _conversation = null!;
    private IReadOnlyList<Guid> _path = null!;
    private Transcript _transcript = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ChatHost.StartAsync();
        _ada = await _host.AddUserAsync();
        (_pages, _settings) = (new(_host.Contexts), new(_host.Contexts));
        _conversation = await LongConversation.StoreAsync(_host.Contexts, _ada, Exchanges);
        _path = await _conversation.PathAsync();
        _transcript = new(new ReadTranscript(_pages), new ReadConversationSettings(_settings), _ada);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _pages.Dispose();
        _settings.Dispose();
    }

    [Fact]
    public async Task LoadAround_MessageInTheMidst_ShowsItWithThoseBeforeAndBehind()
    {
        await ShowPlaceAsync();

        Assert.Equal(_path.Skip(Place - 50).Take(100), Shown());
        await IsOnePieceAsync();
    }

    [Fact]
    public async Task Refresh_ReplyRatedAtAnEarlierPlace_StaysThereAndShowsIt()
    {
        await ShowPlaceAsync();
        var before = Shown();

        await RateAsync(_path[Place + 1], MessageFeedback.Good);
        Assert.Null(await _transcript.RefreshAsync(None, about: [_path[Place + 1]]));

        Assert.Equal(before, Shown());
        Assert.Equal(MessageFeedback.Good, Item(_path[Place + 1]).Feedback);
        await IsOnePieceAsync();
    }

    [Fact]
    public async Task Refresh_EverythingLoaded_ShowsTheRatingOfTheOldestToo()
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        while (_transcript.HasOlder)
        {
            await _transcript.LoadOlderAsync(None);
        }

        await RateAsync(_path[1], MessageFeedback.Bad);
        await _transcript.RefreshAsync(None, about: [_path[1]]);

        Assert.Equal(_path, Shown());
        Assert.Equal(MessageFeedback.Bad, Item(_path[1]).Feedback);
    }

    [Fact]
    public async Task Refresh_QuestionEditedAtAnEarlierPlace_EndsWithItsReply()
    {
        await ShowPlaceAsync();
        var before = Shown();

        var edited = await _host.Get<EditMessage>().RunAsync(_ada, new(_path[Place], "Said differently"), None);
        await _transcript.RefreshAsync(None);

        Assert.Equal(before[0], Shown()[0]);
        Assert.Equal([edited.Value!.MessageId, edited.Value.Reply!.MessageId], Shown().TakeLast(2));
        Assert.Equal([_path[Place], edited.Value.MessageId], Item(edited.Value.MessageId).Siblings);
        Assert.True(_transcript.IsRunning);
        await IsOnePieceAsync();
    }

    [Fact]
    public async Task Refresh_PathLedElsewhereAmongWhatWasLoaded_ShowsNothingOfTheBranchThatWasLeft()
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        await _transcript.LoadOlderAsync(None);
        var first = Shown()[0];

        await _conversation.GoOnAsync(_path[210], 40);
        await _transcript.RefreshAsync(None);

        Assert.Equal(first, Shown()[0]);
        await IsOnePieceAsync();
    }

    [Fact]
    public async Task Refresh_PathLedElsewhereBeforeWhatWasLoaded_ShowsAPieceOfTheNewOne()
    {
        await _transcript.LoadAsync(_conversation.Id, None);

        await _conversation.GoOnAsync(_path[20], 5);
        await _transcript.RefreshAsync(None);

        await IsOnePieceAsync();
        Assert.False(_transcript.HasNewer);
    }

    [Fact]
    public async Task Refresh_OlderVersionOfTheFirstShown_TakesItsPlace()
    {
        var newer = await _conversation.GoOnAsync(_path[119], 25);
        await _transcript.LoadAsync(_conversation.Id, None);
        Assert.Equal(newer, Shown());

        await _host.Get<SelectMessage>().RunAsync(_ada, _path[120], None);
        await _transcript.RefreshAsync(None);

        Assert.Equal(_path[120], Shown()[0]);
        Assert.Equal([_path[120], newer[0]], Item(_path[120]).Siblings);
        await IsOnePieceAsync();
    }

    [Fact]
    public async Task Refresh_MessageDeletedAtAnEarlierPlace_EndsAboveIt()
    {
        await ShowPlaceAsync();

        await _host.Get<DeleteMessage>().RunAsync(_ada, _path[Place], None);
        await _transcript.RefreshAsync(None);

        Assert.Equal(_path[Place - 1], Shown()[^1]);
        await IsOnePieceAsync();
    }

    [Fact]
    public async Task Refresh_FirstShownDeleted_ShowsTheEndThatIsLeft()
    {
        await ShowPlaceAsync();

        await _host.Get<DeleteMessage>().RunAsync(_ada, Shown()[0], None);
        await _transcript.RefreshAsync(None);

        Assert.Equal(_path[Place - 51], Shown()[^1]);
        await IsOnePieceAsync();
    }

    [Fact]
    public async Task AddSent_AtAnEarlierPlace_ShowsTheEndWithTheReplyThatRuns()
    {
        await ShowPlaceAsync();

        var sent = await _host.SendAsync(_ada, "Something new", _conversation.Id);
        Assert.Null(await _transcript.AddSentAsync(sent, Sent("Something new"), [], None));

        Assert.Equal(50, Shown().Count);
        Assert.Equal(sent.MessageId, Shown()[^1]);
        Assert.Equal(sent.RunId, _transcript.Running?.RunId);
        await IsOnePieceAsync();
    }

    [Fact]
    public async Task AddSent_AnotherWasSentElsewhereBefore_StandsInItsPlaceOnceReadAnew()
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        await _host.SendAsync(_ada, "From another tab", _conversation.Id);

        var sent = await _host.SendAsync(_ada, "From here", _conversation.Id);
        await _transcript.AddSentAsync(sent, Sent("From here"), [], None);
        var running = _transcript.Messages[^1];
        await _transcript.RefreshAsync(None);

        Assert.Same(running, _transcript.Messages[^1]); // Its stream goes on.
        await IsOnePieceAsync();
    }

    [Fact]
    public async Task AddSent_AcceptedBeforeAndAnsweredMeanwhile_ShowsTheAnswer()
    {
        var sent = await _host.AnsweredAsync(_ada, "Was it lost?", "No.");

        await _transcript.AddSentAsync(sent with { Status = MessageStatus.Complete }, Sent("Was it lost?"), [], None);

        Assert.Equal(["Was it lost?", "No."], _transcript.Messages.Select(m => m.Text));
        Assert.Equal("sent-here", _transcript.MadeBy);
    }

    [Fact]
    public async Task LoadLatest_AtAnEarlierPlace_ShowsTheEnd()
    {
        await ShowPlaceAsync();

        await _transcript.LoadLatestAsync(None);

        Assert.Equal(_path.TakeLast(50), Shown());
        await IsOnePieceAsync();
    }

    [Fact]
    public async Task LoadNewer_UntilTheEnd_LeavesNothingOut()
    {
        await ShowPlaceAsync();
        while (_transcript.HasNewer)
        {
            await _transcript.LoadNewerAsync(None);
        }

        Assert.Equal(_path.Skip(Place - 50), Shown());
    }

    [Fact]
    public async Task LoadOlder_TwiceAtOnce_ShowsNothingTwice()
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        _pages.Holds = true;
        var (first, second) = (_transcript.LoadOlderAsync(None), _transcript.LoadOlderAsync(None));
        _pages.Holds = false;
        _pages.Let(1);
        await Task.WhenAny(first, second);
        _pages.Let(1);
        await Task.WhenAll(first, second);

        await IsOnePieceAsync();
    }

    [Fact]
    public async Task LoadOlder_PathLedElsewhereAbove_ShowsNothingOfTheBranchThatWasLeft()
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        await _conversation.GoOnAsync(_path[100], 60);

        await _transcript.LoadOlderAsync(None);

        await IsOnePieceAsync();
    }

    [Fact]
    public async Task Refresh_ReadBeforeSomethingWasSent_DoesNotTakeItAway()
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        var late = await ReadAndHeldAsync(() => _transcript.RefreshAsync(None));

        var sent = await _host.SendAsync(_ada, "Meanwhile", _conversation.Id);
        await _transcript.AddSentAsync(sent, Sent("Meanwhile"), [], None);
        var running = _transcript.Messages[^1];
        _settings.Let(1);
        await late;

        Assert.Same(running, _transcript.Messages[^1]);
        await IsOnePieceAsync();
    }

    [Fact]
    public async Task Refresh_ReadBeforeARating_DoesNotTakeItBack()
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        var late = await ReadAndHeldAsync(() => _transcript.RefreshAsync(None));

        await RateAsync(_path[^1], MessageFeedback.Good);
        await _transcript.RefreshAsync(None);
        _settings.Let(1);
        await late;

        Assert.Equal(MessageFeedback.Good, Item(_path[^1]).Feedback);
    }

    [Fact]
    public async Task Load_AnotherTurnedToMeanwhile_IsNotShown()
    {
        var other = await LongConversation.StoreAsync(_host.Contexts, _ada, 1);
        var late = await ReadAndHeldAsync(() => _transcript.LoadAsync(_conversation.Id, None));

        await _transcript.LoadAsync(other.Id, None);
        _settings.Let(1);
        Assert.Null(await late);

        Assert.Equal(other.Id, _transcript.ConversationId);
        Assert.Equal(2, Shown().Count);
    }

    [Fact]
    public async Task Load_NewChatTurnedToMeanwhile_IsNotShown()
    {
        var late = await ReadAndHeldAsync(() => _transcript.LoadAsync(_conversation.Id, None));
        var turns = _transcript.Turns;

        _transcript.Clear();
        _settings.Let(1);
        await late;

        Assert.Null(_transcript.ConversationId);
        Assert.Empty(Shown());
        Assert.True(_transcript.Turns > turns);
    }

    [Fact]
    public async Task Stay_AnotherTurnedToBefore_IsNotShown()
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        var other = await LongConversation.StoreAsync(_host.Contexts, _ada, 1);
        var late = await ReadAndHeldAsync(() => _transcript.LoadAsync(other.Id, None));

        _transcript.Stay();
        _settings.Let(1);
        Assert.Null(await late);

        Assert.Equal(_conversation.Id, _transcript.ConversationId);
    }

    [Fact]
    public async Task IsRunning_ReplyAtTheEndThatIsNotShown_IsKnownAndFound()
    {
        await ShowPlaceAsync();
        var sent = await _host.SendAsync(_ada, "Something new", _conversation.Id);
        await _transcript.RefreshAsync(None);

        Assert.True(_transcript.IsRunning);
        Assert.Null(_transcript.Running);
        Assert.Equal(sent.RunId, await _transcript.FindRunAsync(None));
        (await _host.Model.NextCallAsync()).Say("There.").End();
        await _host.EndOfAsync(sent);
        await _transcript.RefreshAsync(None);
        Assert.False(_transcript.IsRunning);
        Assert.Null(await _transcript.FindRunAsync(None));
    }

    [Fact]
    public async Task Refresh_AnotherConversationByThen_ChangesNothing()
    {
        await _transcript.LoadAsync(_conversation.Id, None);
        var other = await LongConversation.StoreAsync(_host.Contexts, _ada, 1);
        var late = await ReadAndHeldAsync(() => _transcript.RefreshAsync(None));

        await _transcript.LoadAsync(other.Id, None);
        _settings.Let(1);
        await late;

        Assert.Equal(other.Id, _transcript.ConversationId);
    }

    private async Task ShowPlaceAsync() => Assert.Null(await _transcript.LoadAroundAsync(_conversation.Id, _path[Place], None));

    private List<Guid> Shown() => [.. _transcript.Messages.Select(m => m.Id)];

    private MessageItem Item(Guid id) => _transcript.Messages.Single(m => m.Id == id);

    private OutgoingMessage Sent(string text) => new(text, "sent-here", ModelKey: null, _conversation.Id, ConversationSettings.None, []);

    private async Task RateAsync(Guid messageId, MessageFeedback feedback) =>
        Assert.True((await _host.Get<RateReply>().RunAsync(_ada, new(messageId, feedback), None)).Succeeded);

    /// <summary>Begins something that has read the messages and waits; what begins after it does not wait.</summary>
    private async Task<Task<Error?>> ReadAndHeldAsync(Func<Task<Error?>> begin)
    {
        var asked = _settings.Asked;
        _settings.Holds = true;
        var late = begin();
        await Eventually.TrueAsync(() => _settings.Asked > asked, "the messages are read");
        _settings.Holds = false;
        return late;
    }

    private async Task IsOnePieceAsync()
    {
        var (path, shown) = ((await _conversation.PathAsync()).ToList(), Shown());
        var first = path.IndexOf(shown[0]);
        Assert.True(first >= 0, "The first message is of another branch.");
        Assert.Equal(path.Skip(first).Take(shown.Count), shown);
        Assert.Equal((first > 0, first + shown.Count < path.Count), (_transcript.HasOlder, _transcript.HasNewer));
    }
}
