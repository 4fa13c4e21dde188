using AgentWeb.Core;
using AgentWeb.Core.Conversations;
using AgentWeb.Core.Settings;
using AgentWeb.Features.History;
using AgentWeb.Tests.Fakes;
using Microsoft.JSInterop;

namespace AgentWeb.Tests.Features;

public sealed class FinishedRepliesTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Guid Ada = Guid.CreateVersion7();

    private readonly ManualTime _time = new();
    private readonly TestDatabase _database = new();
    private readonly Browser _browser = new();
    private FinishedReplies _replies = null!;

    public async ValueTask InitializeAsync() =>
        _replies = new(new ReadUserSettings(await _database.MigratedAsync()), Spoken.In("en", words => words), _browser, _time);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(ConversationStatus.Idle, 1, true)]
    [InlineData(ConversationStatus.Error, 1, true)]
    [InlineData(ConversationStatus.Thinking, 1, false)] // The next one is being written; it is told at its end.
    [InlineData(ConversationStatus.Queued, 1, false)]
    [InlineData(ConversationStatus.Idle, 0, false)]
    [InlineData(ConversationStatus.Idle, -3600, false)] // It was restored, or taken out of the archive.
    [InlineData(ConversationStatus.Idle, null, false)] // It was branched off, or imported.
    public void HasFinished_LastReply_IsSeenWhenItIsNewAndNothingRuns(ConversationStatus status, int? seconds, bool finished)
    {
        var known = _time.GetUtcNow();

        Assert.Equal(finished, FinishedReplies.HasFinished(Conversation(status, seconds), known));
    }

    [Fact]
    public async Task Look_AtOneThatIsNotListed_TellsEachOfItsRepliesOnce()
    {
        var conversation = Conversation(ConversationStatus.Thinking, seconds: -100);
        var first = conversation with { Status = ConversationStatus.Idle, RepliedAt = _time.GetUtcNow().AddSeconds(1) };
        var second = first with { Status = ConversationStatus.Error, RepliedAt = _time.GetUtcNow().AddSeconds(2) };

        Assert.False(await LookAsync(null, conversation));
        Assert.True(await LookAsync(null, first));
        Assert.False(await LookAsync(null, first with { Title = "Renamed" }));
        Assert.True(await LookAsync(first, second));

        Assert.Equal("The reply is there. The reply failed.", string.Join(' ', _browser.Told.Select(told => told[2])));
        Assert.All(_browser.Told, told => Assert.Equal(PublicId.Format(PublicId.Session, conversation.Id), told[0]));
    }

    [Fact]
    public async Task Look_ReplyThatBeganAndEndedBetweenTwoLooks_IsTold()
    {
        var listed = Conversation(ConversationStatus.Idle, seconds: -100);

        Assert.True(await LookAsync(listed, listed with { MessageCount = 4, RepliedAt = _time.GetUtcNow().AddSeconds(1) }));
    }

    [Fact]
    public async Task Look_AtATemporaryOne_KeepsItsTitleFromTheDevice()
    {
        Assert.True(await LookAsync(null, Conversation(ConversationStatus.Idle, seconds: 1) with { Temporary = true }));

        Assert.Equal("A temporary chat", Assert.Single(_browser.Told)[1]);
    }

    [Fact]
    public async Task Look_WhileTheBrowserIsAway_IsToldByTheNextOne()
    {
        var ended = Conversation(ConversationStatus.Idle, seconds: 1);

        _browser.IsAway = true;
        await Assert.ThrowsAsync<TaskCanceledException>(() => LookAsync(null, ended));
        _browser.IsAway = false;

        Assert.True(await LookAsync(ended, ended));
        Assert.False(await LookAsync(ended, ended));
    }

    [Fact]
    public async Task Look_AtOneThatIsGone_TellsNothing()
    {
        Assert.False(await LookAsync(Conversation(ConversationStatus.Thinking, seconds: 1), now: null));

        Assert.Empty(_browser.Told);
    }

    private Task<bool> LookAsync(ConversationSummary? listed, ConversationSummary? now) => _replies.LookAsync(Ada, listed, now, None);

    private ConversationSummary Conversation(ConversationStatus status, int? seconds) =>
        new(Guid.CreateVersion7(), "Title", status, 2, _time.GetUtcNow().AddDays(-1), _time.GetUtcNow())
        {
            RepliedAt = seconds is { } behind ? _time.GetUtcNow().AddSeconds(behind) : null,
        };

    /// <summary>A browser that notes what it is told, or does not answer.</summary>
    private sealed class Browser : IJSRuntime
    {
        public List<object?[]> Told { get; } = [];

        public bool IsAway { get; set; }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            if (IsAway)
            {
                return ValueTask.FromException<TValue>(new TaskCanceledException("The browser is away."));
            }

            Assert.Equal("agentweb.replyFinished", identifier);
            Told.Add(args!);
            return ValueTask.FromResult(default(TValue)!);
        }
    }
}
